//! What a fact's line in the ledger tells besides its outcome.

use ibid_check::{Secondary, SignOff};

/// Who vouched for a fact's sentence, and whether its source only quotes another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Provenance {
    /// The sign-off that holds on its sentence.
    pub signed: Option<SignOff>,
    /// Whose words the source quotes there.
    pub secondary: Option<Secondary>,
}
