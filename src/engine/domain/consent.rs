//! What a customer agreed to, and whether it still holds.
//!
//! # Rules
//! - A consent is for one purpose and for one channel, or for any channel. It
//!   never runs out; it ends when it is withdrawn.
//! - A customer may be contacted for a purpose by a channel if there is a consent
//!   that covers both, is not withdrawn, and was given *later* than the last
//!   withdrawal of a consent that covers them. In doubt no: a withdrawal of the
//!   same day wins, and so does one against a consent whose day is not known.
//! - A consent with a day to come does not count yet.
//! - No consent outlives the person: of who was erased none holds, whenever it
//!   was given.

use super::{Channel, Consent, Customer, Day, Purpose, email};

/// Whether a consent holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConsentState {
    /// It does.
    Holds,
    /// It was withdrawn.
    Withdrawn,
    /// It was not, but another for the same was, on that day or later.
    Overruled,
    /// Its day is still to come.
    NotYet,
    /// Whoever gave it was erased.
    Erased,
}

/// What the consents of one customer that cover a purpose and a channel come to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// The latest day on which one was given that is not withdrawn.
    given: Option<Day>,
    /// The latest day on which one was withdrawn.
    withdrawn: Option<Day>,
}

impl Standing {
    /// Takes a consent into account that covers what is asked.
    pub fn take(&mut self, date: Option<Day>, withdrawn: Option<Day>, today: Day) {
        let given = date.unwrap_or(Day::MIN);
        match withdrawn {
            Some(day) => self.withdrawn = self.withdrawn.max(Some(day)),
            None if given <= today => self.given = self.given.max(Some(given)),
            None => {}
        }
    }

    /// Whether the customer may be contacted.
    pub fn holds(self) -> bool {
        self.given.is_some() && self.given > self.withdrawn
    }

    /// The day on which the last word was a withdrawal.
    pub fn taken_back(self) -> Option<Day> {
        self.withdrawn.filter(|_| !self.holds())
    }

    /// Whether a consent was taken back, which is more than never having given
    /// one.
    pub fn was_withdrawn(self) -> bool {
        self.withdrawn.is_some()
    }
}

/// Whether a consent for a channel, or for any, covers one.
pub fn covers(given_for: Option<&str>, channel: Channel) -> bool {
    given_for.is_none_or(|code| code == channel.code())
}

/// How one of a customer's consents stands among all of them.
pub fn state(consent: &Consent, all: &[Consent], today: Day) -> ConsentState {
    if consent.withdrawn.is_some() {
        return ConsentState::Withdrawn;
    }
    let given = consent.date.unwrap_or(Day::MIN);
    let overrules = |other: &Consent| {
        other.purpose == consent.purpose
            && (other.channel.is_none() || other.channel == consent.channel)
            && other.withdrawn.is_some_and(|day| day >= given)
    };
    if all.iter().any(overrules) {
        ConsentState::Overruled
    } else if given > today {
        ConsentState::NotYet
    } else {
        ConsentState::Holds
    }
}

/// Whether a customer with these consents agreed to a purpose by a channel.
pub fn agreed(all: &[Consent], purpose: Purpose, channel: Channel, today: Day) -> bool {
    let mut standing = Standing::default();
    for consent in all {
        if consent.purpose.as_deref() == Some(purpose.code())
            && covers(consent.channel.as_deref(), channel)
        {
            standing.take(consent.date, consent.withdrawn, today);
        }
    }
    standing.holds()
}

/// The day on which a customer with these consents took the newest one back that
/// covers a channel, for whatever purpose.
pub fn taken_back(all: &[Consent], channel: Channel, today: Day) -> Option<Day> {
    let mut standing = Standing::default();
    for consent in all.iter().filter(|one| covers(one.channel.as_deref(), channel)) {
        standing.take(consent.date, consent.withdrawn, today);
    }
    standing.taken_back()
}

impl Customer {
    /// Where the customer is reached by a channel, if that is known.
    pub fn reached_by(&self, channel: Channel) -> Option<&str> {
        let address = match channel {
            Channel::Email => self.email.as_deref().filter(|address| email::has_shape(address)),
            Channel::Messaging => self.whatsapp.as_deref().or(self.phone.as_deref()),
            Channel::Sms | Channel::Phone => self.phone.as_deref(),
            Channel::Social => self.social.as_deref(),
            _ => None,
        };
        address.filter(|address| !address.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Day = Day(100);

    fn consent(channel: Option<Channel>, date: i32, withdrawn: Option<i32>) -> Consent {
        Consent {
            purpose: Some(Purpose::News.code().into()),
            channel: channel.map(|channel| channel.code().into()),
            date: Some(Day(date)),
            withdrawn: withdrawn.map(Day),
            ..Consent::default()
        }
    }

    #[test]
    fn a_customer_agreed_if_nothing_later_takes_it_back() {
        let check = |all: &[Consent], expect: bool| {
            assert_eq!(agreed(all, Purpose::News, Channel::Email, TODAY), expect, "{all:?}");
        };
        let email = Some(Channel::Email);
        check(&[], false);
        check(&[consent(email, 90, None)], true);
        check(&[consent(None, 90, None)], true);
        check(&[consent(Some(Channel::Messaging), 90, None)], false);
        check(&[consent(email, 101, None)], false);
        check(&[consent(email, 100, None)], true);
        check(&[consent(email, 90, Some(95))], false);
        // Given again later, on the same day, and earlier.
        check(&[consent(email, 90, Some(95)), consent(email, 96, None)], true);
        check(&[consent(email, 90, Some(95)), consent(email, 95, None)], false);
        check(&[consent(email, 90, Some(95)), consent(None, 91, None)], false);
        // A withdrawal for any channel takes back the one for e-mail too.
        check(&[consent(None, 80, Some(95)), consent(email, 90, None)], false);
        // That of another channel does not.
        check(&[consent(Some(Channel::Messaging), 80, Some(95)), consent(email, 90, None)], true);
        let no_day = Consent { date: None, ..consent(email, 0, None) };
        check(std::slice::from_ref(&no_day), true);
        check(&[no_day, consent(email, 1, Some(2))], false);
        let research =
            Consent { purpose: Some(Purpose::Research.code().into()), ..consent(None, 90, None) };
        check(&[research], false);
    }

    /// WhatsApp was offered in the same way after a consent for it was taken back.
    #[test]
    fn a_channel_is_taken_back_until_a_later_consent_covers_it() {
        let check = |all: &[Consent], expect: Option<i32>| {
            let day = taken_back(all, Channel::Messaging, TODAY);
            assert_eq!(day, expect.map(Day), "{all:?}");
        };
        let chat = Some(Channel::Messaging);
        check(&[], None);
        check(&[consent(chat, 90, None)], None);
        check(&[consent(chat, 90, Some(95))], Some(95));
        // For any channel this one is taken back, too; for another it is not.
        check(&[consent(None, 90, Some(95))], Some(95));
        check(&[consent(Some(Channel::Email), 90, Some(95))], None);
        check(&[consent(chat, 90, Some(95)), consent(chat, 96, None)], None);
        check(&[consent(chat, 90, Some(95)), consent(chat, 80, None)], Some(95));
        let research =
            Consent { purpose: Some(Purpose::Research.code().into()), ..consent(chat, 97, None) };
        check(&[consent(chat, 90, Some(95)), research], None);
    }

    #[test]
    fn each_consent_says_how_it_stands() {
        let email = Some(Channel::Email);
        let all = [
            consent(email, 90, Some(95)),
            consent(email, 95, None),
            consent(email, 96, None),
            consent(None, 90, None),
            consent(email, 101, None),
        ];
        let states: Vec<ConsentState> = all.iter().map(|one| state(one, &all, TODAY)).collect();
        use ConsentState::{Holds, NotYet, Overruled, Withdrawn};
        assert_eq!(states, [Withdrawn, Overruled, Holds, Holds, NotYet]);
    }

    #[test]
    fn a_channel_needs_an_address_of_its_own() {
        let customer = Customer {
            phone: Some("+62812".into()),
            email: Some("no address".into()),
            social: Some(" ".into()),
            ..Customer::default()
        };
        let check = |channel, expect| assert_eq!(customer.reached_by(channel), expect);
        check(Channel::Messaging, Some("+62812"));
        check(Channel::Phone, Some("+62812"));
        check(Channel::Email, None);
        check(Channel::Social, None);
        check(Channel::Shop, None);
    }
}
