//! Reads purchases and answers out of rows and keeps them in columns.

use super::super::cells::{AmountError, Decimal, parse_day};
use super::super::mapping::{Contents, Mapping, Target};
use super::super::{DateOrder, DecimalMark, Format, Row};
use super::columns::{PlannedColumn, PlannedLabels, PlannedTexts};
use super::keys::{Key, feedback_key, few, purchase_key};
use super::{BadReason, CustomerRef, Options};
use crate::domain::money::MoneyError;
use crate::domain::schema::{FieldId, feedback, purchase};
use crate::domain::{Collection, Currency, Day, NO_AMOUNT, NO_ROW, Survey};

/// The facts of a file so far.
pub(super) struct Facts {
    at: Columns,
    contents: Contents,
    date_order: DateOrder,
    decimal_mark: DecimalMark,
    currency: Currency,
    survey: Survey,
    decimals_needed: u8,
    /// The decimals that the row read last needs.
    row_decimals: u8,
    known_days: KnownDays,
    customers: Vec<CustomerRef>,
    days: Vec<i32>,
    amounts: Vec<i64>,
    costs: Vec<i64>,
    quantities: Vec<i64>,
    scores: Vec<i64>,
    products: PlannedLabels,
    channels: PlannedLabels,
    order_numbers: PlannedTexts,
    comments: PlannedTexts,
}

/// Days by the text of their cells: the rows of a file share a few thousand. A
/// day that takes another one's place is read again when that one comes back.
struct KnownDays(Box<[KnownDay]>);

#[derive(Clone, Copy, Default)]
struct KnownDay {
    /// The text's bytes, and its length in the highest one; 0 is free.
    text: [u64; 2],
    day: Option<Day>,
}

impl KnownDays {
    const BITS: u32 = 12;
    /// Longer texts have a time of day and mostly differ.
    const LONGEST: usize = 15;

    fn new() -> KnownDays {
        KnownDays(vec![KnownDay::default(); 1 << KnownDays::BITS].into())
    }

    fn read(&mut self, cell: &str, order: DateOrder) -> Option<Day> {
        if cell.len() > KnownDays::LONGEST {
            return parse_day(cell, order);
        }
        let (head, tail) = cell.as_bytes().split_at(cell.len().min(8));
        let text = [few(head), few(tail) | (cell.len() as u64) << 56];
        let place = Key::new().number(text[0]).number(text[1]).value() >> (64 - KnownDays::BITS);
        let known = &mut self.0[place as usize];
        if known.text != text {
            *known = KnownDay { text, day: parse_day(cell, order) };
        }
        known.day
    }
}

/// Where the fields stand.
struct Columns {
    date: Option<usize>,
    amount: Option<usize>,
    unit_price: Option<usize>,
    cost: Option<usize>,
    margin: Option<usize>,
    quantity: Option<usize>,
    product: Option<usize>,
    channel: Option<usize>,
    order_number: Option<usize>,
    score: Option<usize>,
    comment: Option<usize>,
}

/// One fact, its texts still in the row.
pub(super) struct Fact<'a> {
    contents: Contents,
    day: i32,
    amount: i64,
    cost: i64,
    quantity: i64,
    fractional_quantity: bool,
    score: i64,
    product: &'a str,
    channel: &'a str,
    order_number: &'a str,
    comment: &'a str,
}

impl Fact<'_> {
    /// Its key among stored facts; a customer who is new has none.
    pub(super) fn key(&self, who: CustomerRef) -> Option<u64> {
        let customer = match who {
            CustomerRef::Existing(row) => row,
            CustomerRef::Nobody => NO_ROW,
            CustomerRef::New(_) | CustomerRef::HeldBack => return None,
        };
        Some(match self.contents {
            Contents::Feedback => feedback_key(customer, self.day, self.score, self.comment),
            _ => purchase_key(
                customer,
                self.day,
                self.amount,
                self.quantity,
                self.product,
                self.order_number,
            ),
        })
    }

    pub(super) fn is_return(&self) -> bool {
        self.amount < 0 && self.amount != NO_AMOUNT
    }

    pub(super) fn leaves_quantity_out(&self) -> bool {
        self.fractional_quantity
    }

    /// Whether an order number tells it from an equal purchase of the same day.
    pub(super) fn has_order_number(&self) -> bool {
        !self.order_number.is_empty()
    }
}

type Refused = (BadReason, usize);

impl Facts {
    pub(super) fn new(mapping: &Mapping, format: &Format, options: &Options) -> Facts {
        let at = |target| mapping.column(target);
        Facts {
            at: Columns {
                date: at(Target::Date),
                amount: at(Target::Amount),
                unit_price: at(Target::UnitPrice),
                cost: at(Target::Cost),
                margin: at(Target::Margin),
                quantity: at(Target::Quantity),
                product: at(Target::Product),
                channel: at(Target::Channel),
                order_number: at(Target::OrderNumber),
                score: at(Target::Score),
                comment: at(Target::Comment),
            },
            contents: mapping.contents,
            date_order: format.date_order,
            decimal_mark: format.decimal_mark,
            currency: options.currency.clone(),
            survey: options.survey,
            decimals_needed: 0,
            row_decimals: 0,
            known_days: KnownDays::new(),
            customers: Vec::new(),
            days: Vec::new(),
            amounts: Vec::new(),
            costs: Vec::new(),
            quantities: Vec::new(),
            scores: Vec::new(),
            products: PlannedLabels::default(),
            channels: PlannedLabels::default(),
            order_numbers: PlannedTexts::default(),
            comments: PlannedTexts::default(),
        }
    }

    pub(super) fn decimals_needed(&self) -> u8 {
        self.decimals_needed
    }

    /// Whether the amounts of the row read last, taken or not, have decimals.
    pub(super) fn row_has_decimals(&self) -> bool {
        self.row_decimals > 0
    }

    /// Reads the row's fact; nothing is kept yet.
    pub(super) fn read<'a>(&mut self, row: &Row<'a>) -> Result<Fact<'a>, Refused> {
        self.row_decimals = 0;
        let cell = |column: Option<usize>| column.map_or("", |column| row.cell(column));
        let mut fact = Fact {
            contents: self.contents,
            day: self.read_day(cell(self.at.date))?,
            amount: NO_AMOUNT,
            cost: NO_AMOUNT,
            quantity: NO_AMOUNT,
            fractional_quantity: false,
            score: NO_AMOUNT,
            product: cell(self.at.product),
            channel: cell(self.at.channel),
            order_number: cell(self.at.order_number),
            comment: cell(self.at.comment),
        };
        if self.contents == Contents::Feedback {
            fact.score = self.read_score(row, fact.comment)?;
        } else {
            self.read_sums(row, &mut fact)?;
        }
        Ok(fact)
    }

    fn read_day(&mut self, cell: &str) -> Result<i32, Refused> {
        let column = self.at.date.unwrap_or(0);
        if cell.is_empty() {
            return Err((BadReason::DateMissing, column));
        }
        let day = self.known_days.read(cell, self.date_order);
        day.map(|day| day.0).ok_or((BadReason::DateUnreadable, column))
    }

    fn read_score(&self, row: &Row<'_>, comment: &str) -> Result<i64, Refused> {
        let column = self.at.score.unwrap_or(0);
        let cell = self.at.score.map_or("", |column| row.cell(column));
        if cell.is_empty() {
            let missing = comment.is_empty();
            return if missing { Err((BadReason::ScoreMissing, column)) } else { Ok(NO_AMOUNT) };
        }
        let number = Decimal::parse(cell, self.decimal_mark).and_then(Decimal::whole);
        let score = number.ok_or((BadReason::ScoreUnreadable, column))?;
        let (lowest, highest) = self.survey.scale();
        if (lowest..=highest).contains(&score) {
            Ok(score)
        } else {
            Err((BadReason::ScoreOutOfScale, column))
        }
    }

    fn read_number(
        &self,
        row: &Row<'_>,
        column: Option<usize>,
        reason: BadReason,
    ) -> Result<Option<Decimal>, Refused> {
        let Some(column) = column else { return Ok(None) };
        let cell = row.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        Decimal::parse(cell, self.decimal_mark).map(Some).ok_or((reason, column))
    }

    fn read_amount(
        &self,
        row: &Row<'_>,
        column: Option<usize>,
    ) -> Result<Option<Decimal>, Refused> {
        let Some(column) = column else { return Ok(None) };
        let cell = row.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        match Decimal::parse_amount(cell, self.decimal_mark, self.currency.decimals) {
            Ok(amount) => Ok(Some(amount)),
            Err(AmountError::NotANumber) => Err((BadReason::AmountUnreadable, column)),
            // What reads in two ways says nothing of the decimals that the file needs.
            Err(AmountError::Ambiguous) => Err((BadReason::AmountAmbiguous, column)),
        }
    }

    /// Amount, cost and quantity.
    fn read_sums(&mut self, row: &Row<'_>, fact: &mut Fact<'_>) -> Result<(), Refused> {
        let quantity = self.read_number(row, self.at.quantity, BadReason::QuantityUnreadable)?;
        let amount = self.read_amount(row, self.at.amount)?;
        let price = self.read_amount(row, self.at.unit_price)?;
        let cost = self.read_amount(row, self.at.cost)?;
        let margin = self.read_amount(row, self.at.margin)?;
        let returned = quantity.is_some_and(Decimal::is_negative);
        // A return may be written with a negative quantity only.
        let turned =
            |sum: Decimal| if returned && !sum.is_negative() { sum.negated() } else { sum };
        if let Some(number) = quantity {
            fact.quantity = number.whole().unwrap_or(NO_AMOUNT);
            fact.fractional_quantity = number.whole().is_none();
        }
        let (sum, column) = match (amount, price, quantity) {
            (Some(amount), _, _) => (turned(amount), self.at.amount),
            (None, Some(price), Some(quantity)) => (price.times(quantity), self.at.unit_price),
            (None, Some(price), None) if self.at.quantity.is_none() => (price, self.at.unit_price),
            _ => match self.at.amount.or(self.at.unit_price) {
                // The file has no amounts at all; the purchase is stored without.
                None => return Ok(()),
                Some(column) => return Err((BadReason::AmountMissing, column)),
            },
        };
        fact.amount = self.minor(sum, column)?;
        if let Some(cost) = cost {
            fact.cost = self.minor(turned(cost), self.at.cost)?;
        } else if let Some(margin) = margin {
            let margin =
                self.minor(if amount.is_some() { turned(margin) } else { margin }, self.at.margin)?;
            fact.cost = fact.amount - margin;
        }
        Ok(())
    }

    fn minor(&mut self, sum: Decimal, column: Option<usize>) -> Result<i64, Refused> {
        self.row_decimals = self.row_decimals.max(sum.decimals());
        self.decimals_needed = self.decimals_needed.max(self.row_decimals);
        sum.minor(&self.currency).map_err(|error| (money_reason(error), column.unwrap_or(0)))
    }

    /// Keeps a fact: in the columns that the file has.
    pub(super) fn push(&mut self, who: CustomerRef, fact: &Fact<'_>) {
        self.customers.push(who);
        self.days.push(fact.day);
        if self.contents == Contents::Feedback {
            self.scores.push(fact.score);
            self.comments.push(fact.comment);
            return;
        }
        let at = &self.at;
        if at.amount.or(at.unit_price).is_some() {
            self.amounts.push(fact.amount);
        }
        if at.cost.or(at.margin).is_some() {
            self.costs.push(fact.cost);
        }
        if at.quantity.is_some() {
            self.quantities.push(fact.quantity);
        }
        if at.product.is_some() {
            self.products.push(fact.product);
        }
        if at.channel.is_some() {
            self.channels.push(fact.channel);
        }
        if at.order_number.is_some() {
            self.order_numbers.push(fact.order_number);
        }
    }

    /// The collection, whom each fact is about, and its columns, without those
    /// that the file lacks.
    pub(super) fn into_columns(
        self,
        contents: Contents,
    ) -> (Option<Collection>, Vec<CustomerRef>, Vec<(FieldId, PlannedColumn)>) {
        use PlannedColumn::{Date, Integer, Label, Text};
        let at = self.at;
        match contents {
            Contents::Customers => (None, Vec::new(), Vec::new()),
            Contents::Purchases => {
                let columns = [
                    (true, purchase::DATE, Date(self.days)),
                    (
                        at.amount.or(at.unit_price).is_some(),
                        purchase::AMOUNT,
                        Integer(self.amounts),
                    ),
                    (at.cost.or(at.margin).is_some(), purchase::COST, Integer(self.costs)),
                    (at.product.is_some(), purchase::PRODUCT, Label(self.products)),
                    (at.channel.is_some(), purchase::CHANNEL, Label(self.channels)),
                    (at.order_number.is_some(), purchase::ORDER_NUMBER, Text(self.order_numbers)),
                    (at.quantity.is_some(), purchase::QUANTITY, Integer(self.quantities)),
                ];
                (Some(Collection::Purchase), self.customers, present(columns))
            }
            Contents::Feedback => {
                let mut surveys = PlannedLabels::default();
                for _ in &self.days {
                    surveys.push(self.survey.code());
                }
                let columns = [
                    (true, feedback::DATE, Date(self.days)),
                    (at.score.is_some(), feedback::SURVEY, Label(surveys)),
                    (at.score.is_some(), feedback::SCORE, Integer(self.scores)),
                    (at.comment.is_some(), feedback::COMMENT, Text(self.comments)),
                ];
                (Some(Collection::Feedback), self.customers, present(columns))
            }
        }
    }
}

fn money_reason(error: MoneyError) -> BadReason {
    match error {
        MoneyError::TooManyDecimals => BadReason::TooManyDecimals,
        MoneyError::TooLarge => BadReason::AmountTooLarge,
        MoneyError::NotANumber => BadReason::AmountUnreadable,
    }
}

fn present<const N: usize>(
    columns: [(bool, FieldId, PlannedColumn); N],
) -> Vec<(FieldId, PlannedColumn)> {
    let kept = columns.into_iter().filter(|(present, ..)| *present);
    kept.map(|(_, field, column)| (field, column)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_day_that_is_known_is_the_one_that_would_be_read(
            cells in prop::collection::vec("[0-3]{1,2}[/.]1[0-2]?[/.](20)?2[0-9]( 9:15)?|[0-9a/]{0,16}", 1..40),
        ) {
            let mut known = KnownDays::new();
            for cell in cells.iter().chain(&cells) {
                let order = DateOrder::DayMonthYear;
                prop_assert_eq!(known.read(cell, order), parse_day(cell, order), "{}", cell);
            }
        }
    }
}
