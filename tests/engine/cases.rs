//! How often the laws are tried.

use super::team::torture;
use proptest::prelude::ProptestConfig;

/// So many cases of a law, or more under torture. Failing cases become tests with
/// a name instead of a file of seeds.
pub fn cases(usual: u32) -> ProptestConfig {
    let cases = usual.saturating_mul(torture());
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}
