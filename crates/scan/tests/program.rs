//! Drives the real program.

#![expect(clippy::unwrap_used, reason = "a failed test says so by panicking")]

use std::io::{Read, Write};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

fn run(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nearmiss-scan"))
        .args(args)
        .env_remove("NO_COLOR")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // The program may stop reading at a bad line.
        let _ = stdin.write_all(&input);
    });
    let out = child.wait_with_output().unwrap();
    writer.join().unwrap();
    out
}

fn answers(out: &Output) -> Vec<Value> {
    String::from_utf8_lossy(&out.stdout).lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

#[test]
fn answers_come_in_order_with_offsets_in_scalar_values() {
    let text = "😀 é Ofc. Rudenko, case no. RB-25-0661";
    let input = format!(
        "{}\n{}\n",
        serde_json::json!({"id": "a", "text": text}),
        serde_json::json!({"text": "Nothing here.", "id": 17, "other": null})
    );
    let out = run(&[], input.as_bytes());
    assert!(out.status.success());
    let answers = answers(&out);
    assert_eq!(answers[0]["id"], "a");
    assert_eq!(answers[1]["id"], 17);
    assert_eq!(answers[1]["findings"], serde_json::json!([]));
    let chars: Vec<char> = text.chars().collect();
    let found: Vec<(String, String)> = answers[0]["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            let (start, end) = (f["start"].as_u64().unwrap() as usize, f["end"].as_u64().unwrap() as usize);
            assert!(f["score"].as_f64().unwrap() > 0.0 && f["why"]["matched"].is_string());
            (f["label"].as_str().unwrap().to_owned(), chars[start..end].iter().collect())
        })
        .collect();
    assert_eq!(found, [("PERSON".into(), "Rudenko".into()), ("CASE_ID".into(), "RB-25-0661".into())]);
}

#[test]
fn ids_go_back_as_they_came() {
    let input =
        "{\"id\":\"é\\\"\",\"text\":\"\"}\n{\"id\":12345678901234567890123,\"text\":\"\"}\n{\"id\":1.50,\"text\":\"\"}";
    let out = run(&[], input.as_bytes());
    assert!(out.status.success());
    let lines: Vec<String> = String::from_utf8(out.stdout).unwrap().lines().map(str::to_owned).collect();
    assert!(lines[0].starts_with("{\"id\":\"é\\\"\","));
    assert!(lines[1].starts_with("{\"id\":12345678901234567890123,"));
    assert!(lines[2].starts_with("{\"id\":1.50,"));
}

#[test]
fn a_bad_line_is_named_but_not_quoted_and_the_answers_before_it_stay() {
    for bad in [
        "Ofc. Rudenko\n",
        "{\"id\":null,\"text\":\"Rudenko\"}\n",
        "{\"id\":[1],\"text\":\"Rudenko\"}\n",
        "{\"text\":\"Rudenko\"}\n",
        "{\"id\":1}\n",
        "{\"id\":1,\"text\":7}\n",
        "\n",
        "[\"Rudenko\"]\n",
    ] {
        let input = format!("{{\"id\":1,\"text\":\"Ofc. Orr left.\"}}\n{bad}{{\"id\":3,\"text\":\"\"}}\n");
        let out = run(&[], input.as_bytes());
        assert_eq!(out.status.code(), Some(2), "{bad}");
        assert_eq!(answers(&out).len(), 1, "{bad}");
        let error = String::from_utf8(out.stderr).unwrap();
        assert!(error.contains("line 2") && !error.contains("Rudenko"), "{error}");
    }
    let out = run(&[], b"{\"id\":1,\"text\":\"a\"}\n{\"id\":2,\"text\":\"\xff\"}\n");
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8(out.stderr).unwrap().contains("line 2"));
}

#[test]
fn a_text_is_marked_without_colour_into_a_pipe() {
    let out = run(&["--text"], "Ofc. Rudenko left at 0315 hrs.\n".as_bytes());
    assert!(out.status.success());
    assert_eq!(String::from_utf8(out.stdout).unwrap(), "Ofc. [[PERSON|Rudenko]] left at [[TIME|0315 hrs]].\n");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("text.txt");
    std::fs::write(&file, "Det. Szabo").unwrap();
    let out = run(&["--text", file.to_str().unwrap()], b"");
    assert_eq!(String::from_utf8(out.stdout).unwrap(), "Det. [[PERSON|Szabo]]");
    assert_eq!(run(&["--text", "no-such-file"], b"").status.code(), Some(2));
}

#[test]
fn an_organisations_lists_are_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lists.toml");
    std::fs::write(&file, "name = \"Pine County 1\"\nallowed = [\"0315 hrs\"]\nnever_a_name = [\"Rudenko\"]\n")
        .unwrap();
    let lists = file.to_str().unwrap();
    let text = "Ofc. Rudenko met Det. Szabo at 0315 hrs.\n";
    let out = run(&["--lists", lists, "--text"], text.as_bytes());
    assert_eq!(String::from_utf8(out.stdout).unwrap(), "Ofc. Rudenko met Det. [[PERSON|Szabo]] at 0315 hrs.\n");
    let line = serde_json::json!({"id": 1, "text": text}).to_string();
    let out = run(&["--lists", lists], line.as_bytes());
    assert_eq!(answers(&out)[0]["findings"].as_array().unwrap().len(), 1);
    std::fs::write(&file, "names = [\"Rudenko\"]\n").unwrap();
    let out = run(&["--lists", lists], line.as_bytes());
    assert_eq!(out.status.code(), Some(2));
    assert!(out.stdout.is_empty() && !String::from_utf8(out.stderr).unwrap().contains("Rudenko"));
}

#[test]
fn eval_measures_both_kinds_of_gold() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("1.txt"),
        "title: Late\ncategory: x\nstyle: y\n\nOfc. [[PERSON|Rudenko]] of the [[ORG|blue dragon]].\n",
    )
    .unwrap();
    let out = run(&["eval", folder.path().to_str().unwrap()], b"");
    let report = String::from_utf8(out.stdout).unwrap();
    assert!(report.contains("PERSON         1   1.000"), "{report}");
    assert!(report.contains("ORG            1   0.000"), "{report}");
    let lines = folder.path().join("gold.jsonl");
    std::fs::write(
        &lines,
        "{\"id\":1,\"text\":\"Ofc. Rudenko\",\"spans\":[{\"start\":5,\"end\":12,\"label\":\"PERSON\"}]}\n",
    )
    .unwrap();
    let out = run(&["eval", lines.to_str().unwrap()], b"");
    assert!(String::from_utf8(out.stdout).unwrap().contains("all            1   1.000   1.000   1.000   1.000"));
    std::fs::write(&lines, "Rudenko\n").unwrap();
    let out = run(&["eval", lines.to_str().unwrap()], b"");
    assert_eq!(out.status.code(), Some(2));
    assert!(!String::from_utf8(out.stderr).unwrap().contains("Rudenko"));
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nearmiss-scan"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let line = "{\"id\":1,\"text\":\"Ofc. Rudenko left.\"}\n";
    // Until the program has noticed and stops reading.
    for _ in 0..20_000 {
        if stdin.write_all(line.as_bytes()).is_err() {
            break;
        }
    }
    drop(stdin);
    let status = child.wait().unwrap();
    let mut error = String::new();
    child.stderr.take().unwrap().read_to_string(&mut error).unwrap();
    assert!(status.success() && error.is_empty(), "{status} {error}");
}
