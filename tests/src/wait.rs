//! Waiting for a condition, never for a time.

use std::time::Duration;
use tokio::time::{interval, timeout};

/// How often what can't ring by itself is asked.
const TURN: Duration = Duration::from_millis(25);

/// Asks until there is an answer; none if there is none within `limit`.
pub async fn within<T>(limit: Duration, mut ask: impl AsyncFnMut() -> Option<T>) -> Option<T> {
    let answered = async {
        let mut turns = interval(TURN);
        loop {
            turns.tick().await;
            if let Some(answer) = ask().await {
                return answer;
            }
        }
    };
    timeout(limit, answered).await.ok()
}

/// Asks until there is an answer; after `limit` panics with what was waited for.
pub async fn for_some<T>(what: &str, limit: Duration, ask: impl AsyncFnMut() -> Option<T>) -> T {
    match within(limit, ask).await {
        Some(answer) => answer,
        None => panic!("waited {} s for {what}", limit.as_secs()),
    }
}

/// Asks until it is so.
pub async fn until(what: &str, limit: Duration, mut ask: impl AsyncFnMut() -> bool) {
    for_some(what, limit, async || ask().await.then_some(())).await;
}
