//! A store in memory that is changed by whole transactions, as the real one is, and
//! notes each of them.

use tangga_engine::interchange::{erasure, foreign, log, segment};
use tangga_engine::workspace::{VersionVector, Workspace};

/// What a device's store holds: only bytes. Each change of it is a transaction,
/// which happens whole or not at all.
#[derive(Default)]
pub struct Store {
    pub segments: Vec<Vec<u8>>,
    pub foreign: Option<Vec<u8>>,
    pub vector: VersionVector,
    pub log: Vec<Vec<u8>>,
    pub history: Vec<Vec<u8>>,
    /// The people who were erased, beside the segments.
    pub erased: Option<Vec<u8>>,
    /// The mark of an erasure that is not finished. It is set by the transaction
    /// that appends the erasure.
    pub erasing: bool,
    /// All that was done to it, in order.
    pub deeds: Vec<Deed>,
}

/// What is done to a store, to be done again on a real one.
pub enum Deed {
    /// A change set is appended.
    Append { entry: Vec<u8>, history: Vec<u8>, vector: VersionVector },
    /// Segments are staged and never come to count.
    Stage(Vec<Vec<u8>>),
    /// Segments take the place of all others and of the log.
    Fold { segments: Vec<Vec<u8>>, foreign: Vec<u8>, erased: Vec<u8> },
    /// The program ends without a word.
    Crash,
}

impl Store {
    /// What each transaction does, and the end of the program.
    pub fn carry_out(&mut self, deed: Deed) {
        match &deed {
            Deed::Append { entry, history, vector } => {
                self.vector = vector.clone();
                self.log.push(entry.clone());
                self.history.push(history.clone());
            }
            Deed::Fold { segments, foreign, erased } => {
                self.segments.clone_from(segments);
                self.foreign = Some(foreign.clone());
                self.erased = Some(erased.clone());
                self.log.clear();
            }
            Deed::Stage(_) | Deed::Crash => {}
        }
        self.deeds.push(deed);
    }

    /// What opening the store gives, as the app does it.
    pub fn open(&self) -> Workspace {
        let mut workspace = Workspace::new();
        for bytes in &self.segments {
            workspace.load(segment::decode(bytes).expect("a stored segment"));
        }
        if let Some(bytes) = &self.foreign {
            workspace.load_foreign(&foreign::decode(bytes).expect("stored records"));
        }
        if let Some(bytes) = &self.erased {
            workspace.load_erased(&erasure::decode(bytes).expect("stored ids"));
        }
        workspace.load_vector(self.vector.clone());
        for entry in &self.log {
            workspace.apply(&log::decode(entry).expect("a stored entry"));
        }
        workspace
    }
}
