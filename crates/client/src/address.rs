//! The server's address: https, or http to this very machine; nothing but scheme, host and port.

use reqwest::Url;

/// What is wrong with an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("this is no address")]
    NoAddress,
    /// Plain http is for servers on this very machine.
    #[error("the address is not https")]
    NotHttps,
    /// A path, a query, a user name or a password in the address.
    #[error("the address has more than a host and a port")]
    TooMuch,
    /// The token can't be sent in a header.
    #[error("this is no token")]
    NoToken,
    /// This machine has no certificates to trust, or no working TLS.
    #[error("TLS does not work on this machine")]
    NoTls,
}

/// An address that has been found good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    base: Url,
    pub is_loopback: bool,
}

impl Address {
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let base = Url::parse(text.trim()).map_err(|_| AddressError::NoAddress)?;
        if !matches!(base.scheme(), "https" | "http") {
            return Err(AddressError::NotHttps);
        }
        // `Url` has brought the host into its one form: 0x7f.1 is 127.0.0.1 by now.
        let host = base.host_str().ok_or(AddressError::NoAddress)?;
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let is_loopback = host == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if base.scheme() == "http" && !is_loopback {
            return Err(AddressError::NotHttps);
        }
        let has_user = !base.username().is_empty() || base.password().is_some();
        if has_user || base.path() != "/" || base.query().is_some() || base.fragment().is_some() {
            return Err(AddressError::TooMuch);
        }
        Ok(Self { base, is_loopback })
    }

    /// The one spelling of this address: scheme, host in lower case, port unless it is the scheme's own.
    pub fn as_str(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    pub fn is_plain(&self) -> bool {
        self.base.scheme() == "http"
    }

    /// The address of a call. Segments and values are escaped.
    pub fn call(&self, path: &[&str], query: &[(&str, &str)]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.clear().extend(path);
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_anywhere_and_http_only_to_this_machine() {
        let good = [
            ("https://review.example", "https://review.example"),
            (" HTTPS://Review.Example:443/ ", "https://review.example"),
            ("https://review.example:8443", "https://review.example:8443"),
            ("http://localhost:8080/", "http://localhost:8080"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("http://127.9.8.7", "http://127.9.8.7"),
            ("http://0x7f.1:1", "http://127.0.0.1:1"),
            ("http://[::1]:8080", "http://[::1]:8080"),
        ];
        for (text, spelling) in good {
            assert_eq!(Address::parse(text).unwrap().as_str(), spelling, "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        use AddressError::{NoAddress, NotHttps, TooMuch};
        let bad = [
            ("", NoAddress),
            ("review.example", NoAddress),
            ("https://", NoAddress),
            ("http://review.example", NotHttps),
            ("http://localhost.review.example", NotHttps),
            ("http://127.0.0.1.review.example", NotHttps),
            ("http://10.0.0.1", NotHttps),
            ("http://0.0.0.0", NotHttps),
            ("ftp://localhost", NotHttps),
            ("file:///etc/passwd", NotHttps),
            ("https://review.example/path", TooMuch),
            ("https://review.example?x=1", TooMuch),
            ("https://review.example#x", TooMuch),
            ("https://kim@review.example", TooMuch),
            ("https://kim:secret@review.example", TooMuch),
            ("https://:secret@review.example", TooMuch),
        ];
        for (text, error) in bad {
            assert_eq!(Address::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn what_stands_in_a_call_is_escaped() {
        let address = Address::parse("https://review.example").unwrap();
        let url = address.call(&["v1", "a/b?c"], &[("cursor", "x&y=z")]);
        assert_eq!(url.as_str(), "https://review.example/v1/a%2Fb%3Fc?cursor=x%26y%3Dz");
    }
}
