//! Which column is which field.
//!
//! The guess goes by header names first ([`super::headers`] lists them). Where
//! there is no header it goes by what the columns hold: the first column of
//! whole numbers is the customer's number, the first of dates the day, the last
//! of numbers with decimals (or of whole numbers, if none has decimals and
//! there are several) the amount, a whole number between the two the quantity.
//! So `CDNOW_sample.txt`, which has two numbers for a customer, goes by the
//! first of them.

use super::headers::{normalised, target_named};
use super::{ColumnGuess, ColumnKind};
use crate::domain::schema::{FieldId, customer};
use crate::domain::{Collection, Survey};
use sha2::{Digest, Sha256};

/// The field that a column fills.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Target {
    /// A field of the customer.
    Customer(FieldId),
    /// The day of the purchase or the answer.
    Date,
    /// What was paid in all.
    Amount,
    /// What one piece cost the customer: the amount is this times the quantity.
    UnitPrice,
    /// What the purchase cost the firm.
    Cost,
    /// Amount less cost: the cost is the amount less this.
    Margin,
    /// The product.
    Product,
    /// The channel.
    Channel,
    /// The order or invoice number.
    OrderNumber,
    /// How many.
    Quantity,
    /// The score of an answer.
    Score,
    /// The reason given with a score.
    Comment,
}

const FACT_TARGETS: [(Target, &str); 11] = [
    (Target::Date, "date"),
    (Target::Amount, "amount"),
    (Target::UnitPrice, "unit_price"),
    (Target::Cost, "cost"),
    (Target::Margin, "margin"),
    (Target::Product, "product"),
    (Target::Channel, "channel"),
    (Target::OrderNumber, "order_number"),
    (Target::Quantity, "quantity"),
    (Target::Score, "score"),
    (Target::Comment, "comment"),
];

const CUSTOMER_PREFIX: &str = "customer.";

impl Target {
    /// Every target, customer fields first.
    pub fn all() -> impl Iterator<Item = Target> {
        let customers = 0..Collection::Customer.fields().len() as u8;
        customers
            .map(|at| Target::Customer(FieldId(at)))
            .chain(FACT_TARGETS.iter().map(|(target, _)| *target))
    }

    /// Whether a file of these contents can fill it.
    pub fn fits(self, contents: Contents) -> bool {
        match self {
            Target::Customer(_) => true,
            Target::Date => contents != Contents::Customers,
            Target::Score | Target::Comment => contents == Contents::Feedback,
            _ => contents == Contents::Purchases,
        }
    }

    /// The name under which a saved mapping keeps it; it never changes.
    pub fn code(self) -> String {
        match self {
            Target::Customer(field) => {
                let field = Collection::Customer.fields().get(field.0 as usize);
                format!("{CUSTOMER_PREFIX}{}", field.map_or("", |field| field.name))
            }
            fact => FACT_TARGETS
                .iter()
                .find_map(|(target, code)| (*target == fact).then_some(*code))
                .unwrap_or_default()
                .to_owned(),
        }
    }

    /// The target with this saved name.
    pub fn from_code(code: &str) -> Option<Target> {
        if let Some(name) = code.strip_prefix(CUSTOMER_PREFIX) {
            return Collection::Customer.field(name).map(Target::Customer);
        }
        FACT_TARGETS.iter().find_map(|(target, known)| (*known == code).then_some(*target))
    }
}

/// What the rows of a file are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Contents {
    /// Each row is a customer.
    Customers,
    /// Each row is a purchase, or one product of it.
    Purchases,
    /// Each row is an answer.
    Feedback,
}

/// Which column is which field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// What the rows are.
    pub contents: Contents,
    /// For each column its field; `None` is left out.
    pub targets: Vec<Option<Target>>,
}

/// Why a mapping cannot be used yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MappingProblem {
    /// No column is a field that these contents have.
    NothingMapped,
    /// Purchases or answers need a date.
    NoDate,
    /// Answers need a score or a comment.
    NoScore,
    /// No column says who the customer is: number, phone, e-mail or name.
    NoIdentity,
    /// Two columns fill the same field.
    Twice(Target),
}

impl Mapping {
    /// Whether the rows are purchases and a column says what was paid.
    pub fn has_amounts(&self) -> bool {
        let paid = [Target::Amount, Target::UnitPrice];
        self.contents == Contents::Purchases && paid.iter().any(|t| self.column(*t).is_some())
    }

    /// The first column that fills the field, unless the contents lack it.
    pub fn column(&self, target: Target) -> Option<usize> {
        self.targets.iter().position(|t| *t == Some(target)).filter(|_| target.fits(self.contents))
    }

    /// What hinders its use; purchases and answers without any customer are
    /// legal, so [`MappingProblem::NoIdentity`] hinders customer lists only.
    pub fn problems(&self) -> Vec<MappingProblem> {
        let mut problems = Vec::new();
        let used = || self.targets.iter().flatten().filter(|t| t.fits(self.contents));
        if used().next().is_none() {
            problems.push(MappingProblem::NothingMapped);
        }
        if self.contents != Contents::Customers && self.column(Target::Date).is_none() {
            problems.push(MappingProblem::NoDate);
        }
        let has = |target| self.column(target).is_some();
        if self.contents == Contents::Feedback && !has(Target::Score) && !has(Target::Comment) {
            problems.push(MappingProblem::NoScore);
        }
        let identities = [customer::EXTERNAL_ID, customer::PHONE, customer::EMAIL, customer::NAME];
        if self.contents == Contents::Customers
            && !identities.iter().any(|field| has(Target::Customer(*field)))
        {
            problems.push(MappingProblem::NoIdentity);
        }
        for (at, target) in self.targets.iter().enumerate() {
            if let Some(target) = target
                && target.fits(self.contents)
                && self.targets[..at].contains(&Some(*target))
                && !problems.contains(&MappingProblem::Twice(*target))
            {
                problems.push(MappingProblem::Twice(*target));
            }
        }
        problems
    }
}

/// The names under which a mapping is saved: the same for files whose columns
/// have the same headers in the same order, or, without header, the same kinds.
pub fn header_key(header: Option<&[String]>, columns: &[ColumnGuess]) -> String {
    let mut hash = Sha256::new();
    match header {
        Some(names) => {
            hash.update(b"names");
            for name in names {
                hash.update(normalised(name).as_bytes());
                hash.update(b"\0");
            }
        }
        None => {
            hash.update(b"kinds");
            for column in columns {
                hash.update([column.kind.code()]);
            }
        }
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The likeliest mapping of a file.
pub fn guess(header: Option<&[String]>, columns: &[ColumnGuess]) -> Mapping {
    let mut targets = match header {
        Some(names) => by_names(names, columns),
        None => by_kinds(columns),
    };
    let has = |targets: &[Option<Target>], target| targets.contains(&Some(target));
    // `Jumlah` is how many or how much; without another amount it is the latter
    // where it looks like money, and a price without a quantity is the amount.
    if !has(&targets, Target::Amount) && !has(&targets, Target::UnitPrice) {
        let money = |at: usize| columns.get(at).is_some_and(|column| column.currency);
        if let Some(at) = targets.iter().position(|t| *t == Some(Target::Quantity))
            && money(at)
        {
            targets[at] = Some(Target::Amount);
        }
    }
    if !has(&targets, Target::Amount) && !has(&targets, Target::Quantity) {
        replace(&mut targets, Target::UnitPrice, Target::Amount);
    }
    let contents = contents_of(&targets);
    if contents == Contents::Customers {
        replace(&mut targets, Target::Date, Target::Customer(customer::KNOWN_SINCE));
    }
    Mapping { contents, targets }
}

/// The survey that the headers speak of; how likely one is to recommend (NPS)
/// where they name none.
pub fn survey_named(header: Option<&[String]>) -> Survey {
    let names: Vec<String> = header.unwrap_or_default().iter().map(|n| normalised(n)).collect();
    let spoken = |words: &[&str]| names.iter().any(|n| words.iter().any(|w| n.starts_with(w)));
    if spoken(&["csat", "rating", "bintang", "stars"]) {
        Survey::Csat
    } else if spoken(&["ces"]) {
        Survey::Ces
    } else {
        Survey::Nps
    }
}

fn replace(targets: &mut [Option<Target>], from: Target, to: Target) {
    if !targets.contains(&Some(to)) {
        for target in targets.iter_mut().filter(|t| **t == Some(from)) {
            *target = Some(to);
        }
    }
}

fn contents_of(targets: &[Option<Target>]) -> Contents {
    let has = |target| targets.contains(&Some(target));
    let is_purchase = [Target::Amount, Target::UnitPrice, Target::OrderNumber, Target::Product];
    let reaches_a_person = [customer::NAME, customer::PHONE, customer::EMAIL];
    if has(Target::Score) {
        Contents::Feedback
    } else if !has(Target::Date) {
        Contents::Customers
    } else if is_purchase.into_iter().any(has)
        || !reaches_a_person.into_iter().any(|field| has(Target::Customer(field)))
    {
        Contents::Purchases
    } else {
        Contents::Customers
    }
}

fn by_names(names: &[String], columns: &[ColumnGuess]) -> Vec<Option<Target>> {
    let width = names.len().max(columns.len());
    let mut found: Vec<Option<(Target, usize)>> = vec![None; width];
    for (at, name) in names.iter().enumerate() {
        let Some((target, rank)) = target_named(name) else { continue };
        // A header promises what its cells do not hold: believe the cells.
        let kind = columns.get(at).map_or(ColumnKind::Empty, |column| column.kind);
        let is_number = matches!(
            target,
            Target::Amount | Target::UnitPrice | Target::Cost | Target::Margin | Target::Quantity
        );
        let fits = match kind {
            ColumnKind::Empty => true,
            ColumnKind::Date => !is_number,
            ColumnKind::Text | ColumnKind::Email => !is_number && target != Target::Date,
            _ => target != Target::Date,
        };
        if !fits {
            continue;
        }
        // The surest header wins, then the one further left.
        match found.iter().position(|f| f.is_some_and(|(known, _)| known == target)) {
            Some(other) if found[other].is_some_and(|(_, known)| known <= rank) => {}
            other => {
                if let Some(other) = other {
                    found[other] = None;
                }
                found[at] = Some((target, rank));
            }
        }
    }
    found.into_iter().map(|found| found.map(|(target, _)| target)).collect()
}

fn by_kinds(columns: &[ColumnGuess]) -> Vec<Option<Target>> {
    let mut targets = vec![None; columns.len()];
    let first = |kind| columns.iter().position(|column| column.kind == kind);
    let date = first(ColumnKind::Date);
    let mut put = |at: Option<usize>, target| {
        if let Some(at) = at
            && targets[at].is_none()
        {
            targets[at] = Some(target);
        }
    };
    put(date, Target::Date);
    put(first(ColumnKind::Email), Target::Customer(customer::EMAIL));
    put(first(ColumnKind::Phone), Target::Customer(customer::PHONE));
    let number = first(ColumnKind::Integer);
    put(number, Target::Customer(customer::EXTERNAL_ID));
    if date.is_none() {
        put(first(ColumnKind::Text), Target::Customer(customer::NAME));
        return targets;
    }
    let last = |kind| columns.iter().rposition(|column| column.kind == kind);
    let amount = last(ColumnKind::Decimal).or_else(|| last(ColumnKind::Integer));
    put(amount, Target::Amount);
    let is_quantity = |at: &usize| columns[*at].kind == ColumnKind::Integer;
    let between = date.zip(amount).and_then(|(date, amount)| (date + 1..amount).find(is_quantity));
    put(between, Target::Quantity);
    put(first(ColumnKind::Text), Target::Product);
    targets
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &str) -> Vec<String> {
        names.split(',').map(str::to_owned).collect()
    }

    fn codes(mapping: &Mapping) -> String {
        let codes = mapping.targets.iter().map(|t| t.map_or("-".to_owned(), Target::code));
        codes.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn headers_name_their_fields_in_both_languages() {
        let check = |header: &str, contents, expect: &str| {
            let mapping = guess(Some(&names(header)), &[]);
            assert_eq!(
                (mapping.contents, codes(&mapping).as_str()),
                (contents, expect),
                "{header}"
            );
            assert_eq!(mapping.problems(), [], "{header}");
        };
        check(
            "Nama,No HP,Email,Kota,Segmen",
            Contents::Customers,
            "customer.name customer.phone customer.email customer.city customer.segment",
        );
        check(
            "Tanggal,No. Pesanan,Nama Pelanggan,Produk,Jumlah,Harga,Total,Kanal",
            Contents::Purchases,
            "date order_number customer.name product quantity unit_price amount channel",
        );
        check(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
            Contents::Purchases,
            "order_number - product quantity date unit_price customer.external_id customer.country",
        );
        check("date,id", Contents::Purchases, "date customer.external_id");
        check("ID,frequency,recency,T", Contents::Customers, "customer.external_id - - -");
        check("Tanggal,Nama,Harga", Contents::Purchases, "date customer.name amount");
        check("Email,Skor,Alasan,Tanggal", Contents::Feedback, "customer.email score comment date");
        check("Nama,Tanggal", Contents::Customers, "customer.name customer.known_since");
        check("id,Nama", Contents::Customers, "customer.external_id customer.name");
        check(
            "household_id,store_id,basket_id,product_id,quantity,sales_value,transaction_timestamp",
            Contents::Purchases,
            "customer.external_id channel order_number product quantity amount date",
        );
    }

    #[test]
    fn every_target_is_found_by_its_saved_name() {
        for target in Target::all() {
            assert_eq!(Target::from_code(&target.code()), Some(target));
        }
        assert_eq!(Target::from_code("customer.shoe_size"), None);
    }

    #[test]
    fn a_mapping_says_what_it_lacks() {
        let check = |contents, codes: &[&str], expect: &[MappingProblem]| {
            let targets = codes.iter().map(|code| Target::from_code(code)).collect();
            assert_eq!(Mapping { contents, targets }.problems(), expect);
        };
        check(
            Contents::Customers,
            &["date"],
            &[MappingProblem::NothingMapped, MappingProblem::NoIdentity],
        );
        check(Contents::Purchases, &["amount"], &[MappingProblem::NoDate]);
        check(Contents::Feedback, &["date"], &[MappingProblem::NoScore]);
        check(
            Contents::Purchases,
            &["date", "amount", "amount", "amount"],
            &[MappingProblem::Twice(Target::Amount)],
        );
    }

    #[test]
    fn a_layout_has_one_key_however_its_header_is_spelt() {
        let key = |header: &str| header_key(Some(&names(header)), &[]);
        assert_eq!(key("No. HP,Nama"), key("no_hp,NAMA"));
        assert_ne!(key("No. HP,Nama"), key("Nama,No. HP"));
        assert_ne!(key("ab,c"), key("a,bc"));
        assert_eq!(key("Nama"), "e397b7355ba50757");
    }
}
