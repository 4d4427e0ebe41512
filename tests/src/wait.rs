//! Waiting for a condition, never for a time.

use std::time::{Duration, Instant};

const POLL: Duration = Duration::from_millis(25);

/// Asks until there is an answer; after `limit` panics with what was waited for.
pub async fn for_some<T>(what: &str, limit: Duration, mut ask: impl AsyncFnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(answer) = ask().await {
            return answer;
        }
        assert!(begun.elapsed() < limit, "waited {} s for {what}", limit.as_secs());
        tokio::time::sleep(POLL).await;
    }
}

/// Asks until it is so.
pub async fn until(what: &str, limit: Duration, mut ask: impl AsyncFnMut() -> bool) {
    for_some(what, limit, async || ask().await.then_some(())).await;
}
