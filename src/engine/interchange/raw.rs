//! Every record of a store as it lies there, as text: what safe mode saves when
//! nothing is to be understood before it is out.
//!
//! One JSON object a line. The first says `"tangga":"raw"`, `"format":1` and which
//! build wrote it; each other one a record: `store`, `key`, and `bytes` in base 64
//! (RFC 4648 with padding), `null` where the browser cannot read them.

use serde_json::json;

/// The first line.
pub fn head(build: &str) -> String {
    format!("{}\n", json!({ "tangga": "raw", "format": 1, "build": build }))
}

/// The line of a record.
pub fn line(store: &str, key: &str, bytes: Option<&[u8]>) -> String {
    format!("{}\n", json!({ "store": store, "key": key, "bytes": bytes.map(base64) }))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let at = |place: usize| u32::from(group.get(place).copied().unwrap_or_default());
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            // One byte makes two digits, two make three.
            text.push(match place <= group.len() {
                true => char::from(DIGITS[(bits >> (18 - 6 * place) & 63) as usize]),
                false => '=',
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_the_standard_says() {
        let examples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, expected) in examples {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfb]), "//77");
    }

    #[test]
    fn each_record_is_one_line_of_json() {
        let text = head("a\"b") + &line("log", "1", Some(b"foo")) + &line("meta", "head", None);
        let lines: Vec<serde_json::Value> =
            text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!((&lines[0]["tangga"], &lines[0]["build"]), (&json!("raw"), &json!("a\"b")));
        assert_eq!(lines[1], json!({ "store": "log", "key": "1", "bytes": "Zm9v" }));
        assert!(lines[2]["bytes"].is_null());
    }
}
