//! The real window where something is wrong.
#![cfg(target_os = "linux")]

use tests::window::{Home, Window};

#[tokio::test(flavor = "multi_thread")]
async fn try_it() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::below(folder.path(), "a");
    let window = Window::open(&home, "http://127.0.0.1:9").await;
    window.read("Sign in").await;
    window.picture(std::path::Path::new("/tmp/shellwork/signin.png")).await;
    println!("{:?}", window.accessibility().await);
    println!(
        "{:?}",
        window.run("return [typeof ReportingObserver, window.innerWidth, window.innerHeight]", vec![]).await
    );
    window.run("const s = document.createElement('style'); s.textContent='b{}'; document.head.append(s)", vec![]).await;
    println!("{:?}", window.wrong().await);
    window.picture(std::path::Path::new("/tmp/shellwork/signin.png")).await;
    for p in tests::dump::files(home.folder()) {
        println!("{}", p.display());
    }
    println!("{}", std::fs::read_to_string(home.output()).unwrap());
    window.close().await;
}
