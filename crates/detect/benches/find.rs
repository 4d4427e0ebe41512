//! How fast findings come, by Criterion: by size, by layer, and on texts made to be slow. `cargo xtask bench` runs it.
#![expect(clippy::unwrap_used, reason = "a program for one person at a terminal")]

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, SamplingMode, Throughput, criterion_group, criterion_main};
use detect::tagger::Bounds;
use detect::{Field, Lists, find, find_with};

mod slow;
mod texts;

/// The narratives that the tagger learns from, one after another, marks of annotation taken off.
fn narratives() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/pii/train");
    let texts = texts::files(&folder);
    texts.iter().map(|file| texts::without_marks(&std::fs::read_to_string(file).unwrap())).collect()
}

fn scan(text: &str) -> usize {
    find(&[(Field::Summary, black_box(text))], &Lists::default()).len()
}

/// Times are steady: more of it would tell no more.
const SHORT: Duration = Duration::from_secs(1);

/// Linear cost shows as one throughput for all sizes. Larger texts, of which one reading takes seconds, are left to the example
/// `speed`, which reads each once.
fn sizes(c: &mut Criterion) {
    let text = narratives();
    let mut group = c.benchmark_group("size");
    group.sample_size(10).warm_up_time(SHORT).measurement_time(SHORT);
    group.sampling_mode(SamplingMode::Flat);
    for kilobytes in [1, 10, 100, 1000] {
        let text = slow::sized(&text, kilobytes * 1000);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(format!("{kilobytes} KB")), &text, |b, text| {
            b.iter(|| scan(text));
        });
    }
    group.finish();
}

fn layers(c: &mut Criterion) {
    let report: String = narratives().split_inclusive(' ').skip(9000).take(450).collect();
    let fields = [(Field::Summary, report.as_str())];
    let (lists, bounds) = (Lists::default(), Bounds::default());
    let mut group = c.benchmark_group("report of 450 words");
    group.warm_up_time(SHORT).measurement_time(SHORT * 3);
    group.throughput(Throughput::Bytes(report.len() as u64));
    group.bench_function("all layers", |b| b.iter(|| find(black_box(&fields), &lists)));
    group.bench_function("without the tagger", |b| b.iter(|| find_with(None, &bounds, black_box(&fields), &lists)));
    group.finish();
}

fn adversarial(c: &mut Criterion) {
    const BYTES: usize = 100_000;
    let mut group = c.benchmark_group("made to be slow");
    group.sample_size(10).warm_up_time(SHORT).measurement_time(SHORT);
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Bytes(BYTES as u64));
    for (name, unit) in slow::units(&narratives()) {
        let text = slow::sized(&unit, BYTES);
        group.bench_with_input(BenchmarkId::from_parameter(name), &text, |b, text| b.iter(|| scan(text)));
    }
    group.finish();
}

criterion_group!(benches, sizes, layers, adversarial);
criterion_main!(benches);
