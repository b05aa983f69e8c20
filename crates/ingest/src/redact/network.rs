//! IP addresses.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;

use super::Sensitive;
use super::words::{context, is_unspaced};

/// IPv4 and IPv6 addresses. Four numbers after “version” or “v” are not taken for one.
pub(super) fn addresses(text: &str, spans: &mut Vec<(Sensitive, Range<usize>)>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !is_address_byte(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && is_address_byte(bytes[at]) {
            at += 1;
        }
        let touches_word = |c: Option<char>| {
            c.is_some_and(|c| (c.is_alphanumeric() && !is_unspaced(c)) || c == '_')
        };
        if touches_word(text[..start].chars().next_back())
            || touches_word(text[at..].chars().next())
        {
            continue;
        }
        let mut token = text[start..at].trim_end_matches(['.', ':']);
        // A port after an address of four numbers.
        if let Some((address, port)) = token.split_once(':')
            && address.contains('.')
            && port.bytes().all(|byte| byte.is_ascii_digit())
        {
            token = address;
        }
        let found = if token.contains(':') {
            is_ipv6(token)
        } else {
            is_ipv4(token, text, start)
        };
        if found {
            spans.push((Sensitive::Ip, start..start + token.len()));
        }
    }
}

fn is_address_byte(byte: u8) -> bool {
    byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':')
}

/// Four small numbers are a version (“1.4.0.1”) unless a word before them or what follows says
/// otherwise; of real addresses hardly one in ten thousand is so small.
fn is_ipv4(token: &str, text: &str, start: usize) -> bool {
    const VERSIONS: &[&str] = &["version", "release", "build", "firmware", "v"];
    const ADDRESSES: &[&str] = &[
        "ip", "address", "host", "server", "dns", "ping", "adresse", "from",
    ];
    let Ok(address) = token.parse::<Ipv4Addr>() else {
        return false;
    };
    let before = context(text, start);
    let follows = |words: &[&str]| before.first().is_some_and(|word| words.contains(&&**word));
    if follows(VERSIONS) {
        return false;
    }
    address.octets().iter().any(|&octet| octet > 20)
        || follows(ADDRESSES)
        || has_port_or_network(&text[start + token.len()..])
}

/// Whether what follows an address is a port of two digits or more (`:8080`) or a network's size (`/24`).
fn has_port_or_network(after: &str) -> bool {
    let number = |sign: char| {
        let rest = after.strip_prefix(sign)?;
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        rest[..digits].parse::<u16>().ok()
    };
    number(':').is_some_and(|port| port >= 10)
        || number('/').is_some_and(|size| (8..=32).contains(&size))
}

/// Abbreviated addresses are taken only if they cannot be a path such as `a::b`.
fn is_ipv6(token: &str) -> bool {
    token.matches(':').count() >= 3
        && token.bytes().any(|b| b.is_ascii_digit())
        && token.parse::<Ipv6Addr>().is_ok()
}
