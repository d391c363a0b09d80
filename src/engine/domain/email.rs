//! E-mail addresses: what is recognised as one.

/// Whether the text has the shape of an e-mail address; more is not checked,
/// because only sending would tell.
pub fn has_shape(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !text.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_host_with_a_point() {
        for address in ["sari@example.com", "s+kopi@toko.example.co.id"] {
            assert!(has_shape(address), "{address}");
        }
        for text in ["", "sari", "sari@", "@example.com", "agus@example", "sari @example.com"] {
            assert!(!has_shape(text), "{text}");
        }
    }
}
