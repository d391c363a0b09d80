//! Closed lists of choices. Each has a code that is stored and never changes;
//! the interface gives it words.

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum $name { $($(#[$variant_doc])* $variant,)* }

        impl $name {
            /// Every choice, in order.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The code that is stored.
            pub fn code(self) -> &'static str {
                match self { $($name::$variant => $code,)* }
            }

            /// The choice that a stored code names.
            pub fn from_code(code: &str) -> Option<$name> {
                match code { $($code => Some($name::$variant),)* _ => None }
            }
        }
    };
}

choices! {
    /// The seven rungs of the value ladder, lowest first.
    Rung {
        /// May buy, not certain.
        Suspect = "suspect",
        /// Needs it, can pay, may have heard of it.
        Prospect = "prospect",
        /// Bought once.
        FirstTime = "first_time",
        /// Bought several times.
        Repeat = "repeat",
        /// Most of their spending is ours.
        Majority = "majority",
        /// Buys everything offered, regularly; rivals no longer count.
        Loyal = "loyal",
        /// Also recommends and brings others.
        Advocate = "advocate",
    }
}

choices! {
    /// Where a touchpoint lies: before, during or after the purchase.
    Phase {
        /// Before the purchase.
        Before = "before",
        /// During the purchase.
        During = "during",
        /// After the purchase.
        After = "after",
    }
}

choices! {
    /// Where a firm and its customers meet.
    Channel {
        /// A website.
        Web = "web",
        /// A portal.
        Portal = "portal",
        /// A blog.
        Blog = "blog",
        /// Social media.
        Social = "social",
        /// WhatsApp and other messaging.
        Messaging = "messaging",
        /// Text messages.
        Sms = "sms",
        /// E-mail.
        Email = "email",
        /// Telephone.
        Phone = "phone",
        /// An event.
        Event = "event",
        /// Advertising.
        Advertising = "advertising",
        /// Direct selling.
        DirectSelling = "direct_selling",
        /// A brochure.
        Brochure = "brochure",
        /// Television or radio.
        Broadcast = "broadcast",
        /// A marketplace.
        Marketplace = "marketplace",
        /// The firm's online shop.
        OnlineShop = "online_shop",
        /// A shop one walks into.
        Shop = "shop",
        /// A courier or other delivery.
        Delivery = "delivery",
    }
}

choices! {
    /// Who began an interaction.
    Direction {
        /// The customer did.
        Inbound = "inbound",
        /// The firm did.
        Outbound = "outbound",
    }
}

choices! {
    /// The named scales of feedback.
    Survey {
        /// Net promoter score, 0–10.
        Nps = "nps",
        /// Customer satisfaction, 1–5.
        Csat = "csat",
        /// Customer effort score, 1–7.
        Ces = "ces",
    }
}

choices! {
    /// What a customer may agree to.
    Purpose {
        /// News and offers.
        News = "news",
        /// Being asked in surveys.
        Research = "research",
        /// Showing the name on a leaderboard.
        Leaderboard = "leaderboard",
        /// Handing the data on to partners.
        Partners = "partners",
    }
}

choices! {
    /// What a person may ask about their own data.
    RequestKind {
        /// To see everything.
        Access = "access",
        /// To have something corrected.
        Correct = "correct",
        /// To have it erased.
        Erase = "erase",
        /// To take a consent back.
        Withdraw = "withdraw",
        /// To take it along to another firm.
        Portability = "portability",
        /// Not to have it used for something.
        Object = "object",
    }
}

choices! {
    /// What came of a request.
    Outcome {
        /// It was done.
        Done = "done",
        /// It was done in part.
        Partly = "partly",
        /// It was refused, with a reason.
        Refused = "refused",
        /// The person no longer asks.
        Retracted = "retracted",
    }
}

choices! {
    /// A file that left the app.
    ExportKind {
        /// Everything: a backup, or a file for a colleague.
        Everything = "everything",
        /// What could be read of a damaged store.
        Readable = "readable",
        /// A segment.
        Segment = "segment",
        /// Journey maps and personas.
        Journeys = "journeys",
        /// Everything without personal data.
        Impersonal = "impersonal",
        /// The customers as a table.
        Customers = "customers",
        /// The purchases as a table.
        Purchases = "purchases",
        /// The consents as a table.
        Consents = "consents",
        /// Customers to be contacted.
        MarketingList = "marketing_list",
        /// All that is known of one person.
        AccessRequest = "access_request",
        /// Everything, copied to a folder by itself on that day.
        Folder = "folder",
    }
}

impl Channel {
    /// Those by which a firm reaches a person.
    pub const REACHING: [Channel; 5] =
        [Channel::Messaging, Channel::Email, Channel::Sms, Channel::Phone, Channel::Social];
}

impl Survey {
    /// The scale's lowest and highest score.
    pub fn scale(self) -> (i64, i64) {
        match self {
            Survey::Nps => (0, 10),
            Survey::Csat => (1, 5),
            Survey::Ces => (1, 7),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_names_its_choice() {
        for rung in Rung::ALL {
            assert_eq!(Rung::from_code(rung.code()), Some(*rung));
        }
        for channel in Channel::ALL {
            assert_eq!(Channel::from_code(channel.code()), Some(*channel));
        }
        assert_eq!(Rung::from_code("Suspect"), None);
    }
}
