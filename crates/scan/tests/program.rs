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

/// Some lines, short and long, each with a name of its own.
fn many(lines: usize) -> String {
    let filler = "Nothing much happened on this stretch of the night. ";
    let line = |n: usize| {
        let text = format!("{}Ofc. Rudenko wrote case no. RB-25-{n:04}.", filler.repeat(n % 13 * (n % 7)));
        format!("{}\n", serde_json::json!({"id": n, "text": text}))
    };
    (0..lines).map(line).collect()
}

#[test]
fn jobs_change_nothing_but_the_time() {
    let input = many(400);
    let alone = run(&[], input.as_bytes());
    assert!(alone.status.success());
    assert_eq!(answers(&alone).len(), 400);
    for jobs in ["2", "7", "0"] {
        let together = run(&["--jobs", jobs], input.as_bytes());
        assert!(together.status.success());
        assert_eq!(together.stdout, alone.stdout, "--jobs {jobs}");
    }
    assert!(run(&["--jobs", "4"], b"").status.success());
}

#[test]
fn a_bad_line_in_the_middle_ends_it_in_the_same_way_with_jobs() {
    let lines: Vec<String> = many(200).lines().map(str::to_owned).collect();
    for bad in ["{\"id\":null,\"text\":\"Rudenko\"}", "Rudenko", ""] {
        let mut lines = lines.clone();
        lines[120] = bad.to_owned();
        let input = lines.join("\n");
        let alone = run(&[], input.as_bytes());
        let together = run(&["--jobs", "5"], input.as_bytes());
        assert_eq!(answers(&together).len(), 120);
        assert_eq!((together.status, together.stdout, together.stderr), (alone.status, alone.stdout, alone.stderr));
    }
}

/// The answer to the first line comes while the input is still open, and what is read ahead is bounded.
#[test]
fn answers_stream_while_the_input_is_open() {
    for jobs in ["1", "3"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_nearmiss-scan"))
            .args(["--jobs", jobs])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let mut stdout = std::io::BufReader::new(child.stdout.take().unwrap());
        for n in 0..3 {
            let line = format!("{{\"id\":{n},\"text\":\"Ofc. Rudenko left.\"}}\n");
            stdin.write_all(line.as_bytes()).unwrap();
            stdin.flush().unwrap();
            let mut answer = String::new();
            std::io::BufRead::read_line(&mut stdout, &mut answer).unwrap();
            assert!(answer.starts_with(&format!("{{\"id\":{n},")), "{answer}");
        }
        drop(stdin);
        assert!(child.wait().unwrap().success());
    }
}

/// A bad line ends the program, although the input is open and a thread may be waiting for it.
#[test]
fn a_bad_line_ends_it_at_once() {
    for jobs in ["1", "3"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_nearmiss-scan"))
            .args(["--jobs", jobs])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(b"{\"id\":1,\"text\":\"a\"}\nRudenko\n").unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(2));
        drop(stdin);
    }
}

#[test]
fn an_endless_line_is_refused_by_its_number() {
    let mut input = b"{\"id\":1,\"text\":\"a\"}\n".to_vec();
    input.extend(std::iter::repeat_n(b'x', 32 * 1024 * 1024 + 2));
    for jobs in ["1", "2"] {
        let out = run(&["--jobs", jobs], &input);
        assert_eq!((out.status.code(), answers(&out).len()), (Some(2), 1));
        assert!(String::from_utf8(out.stderr).unwrap().contains("line 2: longer"));
    }
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
