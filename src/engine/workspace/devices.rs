//! What people call the devices that wrote here.

use super::Workspace;
use crate::domain::schema::export;
use crate::domain::{Collection, DeviceId};

impl Workspace {
    /// The name of a device, as it last stood in the export log: a device notes its
    /// own name with each file that it writes.
    pub fn device_name(&self, device: DeviceId) -> Option<&str> {
        let log = self.table(Collection::Export);
        let rows = self.alive_rows(Collection::Export);
        let of_it = rows.filter(|row| log.field_stamp(*row, export::DEVICE).device == device);
        let named = of_it.filter(|row| log.text(*row, export::DEVICE).is_some());
        let last = named.max_by_key(|row| log.field_stamp(*row, export::DEVICE))?;
        log.text(last, export::DEVICE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ChangeSetId, Export, Stamp};
    use crate::workspace::{Action, Draft, Label};

    /// Devices were shown to people as numbers.
    #[test]
    fn a_device_goes_by_the_name_that_it_noted_last() {
        let mut workspace = Workspace::new();
        for (time, device, name) in [(1, 1, "Kasir"), (2, 2, "Laptop Rani"), (3, 1, "Kasir 2")] {
            let mut draft = Draft::new(ChangeSetId(u128::from(time)), Label::new(Action::Add));
            draft.create(&Export { device: Some(name.to_owned()), ..Export::default() });
            let stamp = Stamp { time, device: DeviceId(device) };
            workspace.apply(&draft.into_stamped(stamp, 0));
        }
        assert_eq!(workspace.device_name(DeviceId(1)), Some("Kasir 2"));
        assert_eq!(workspace.device_name(DeviceId(2)), Some("Laptop Rani"));
        assert_eq!(workspace.device_name(DeviceId(3)), None);
    }
}
