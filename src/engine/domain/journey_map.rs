//! A journey map put together from its records, and what moving a part of it
//! writes.
//!
//! Stages and touchpoints are records of their own, each with a place. Equal
//! places, which two devices can give at the same time, are ordered by identity.
//! A stage counts if it and its map are not deleted, a touchpoint if its stage
//! counts; so bringing a stage back brings its touchpoints back.

use super::{Phase, RecordId, Stage, Touchpoint, place};

/// The stages of a map in their order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct JourneyMap {
    /// The stages.
    pub stages: Vec<MapStage>,
}

/// A stage with its touchpoints in their order.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MapStage {
    /// The stage's identity.
    pub id: RecordId,
    /// The stage.
    pub stage: Stage,
    /// Its touchpoints.
    pub touchpoints: Vec<(RecordId, Touchpoint)>,
}

/// Where to a touchpoint is moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Before the one before it; from a stage's first place to the stage before.
    Earlier,
    /// After the one after it; from a stage's last place to the next stage.
    Later,
    /// Into the stage before.
    StageBefore,
    /// Into the next stage.
    NextStage,
}

/// What is known of a stage's phase.
pub fn phase(stage: &Stage) -> Option<Phase> {
    stage.phase.as_deref().and_then(Phase::from_code)
}

impl MapStage {
    fn index(&self) -> &str {
        self.stage.place.as_deref().unwrap_or_default()
    }

    fn indices(&self) -> Vec<&str> {
        self.touchpoints.iter().map(|(_, touchpoint)| index(touchpoint)).collect()
    }
}

fn index(touchpoint: &Touchpoint) -> &str {
    let read = touchpoint.place.as_deref().and_then(place::read);
    read.map_or("", |(_, index)| index)
}

/// An index at a position among others, if one fits there.
fn at(others: &[&str], position: usize) -> Option<String> {
    let low = position.checked_sub(1).map_or("", |before| others[before]);
    place::between(low, others.get(position).copied())
}

/// An index at the nearest of some positions at which one fits: equal indices
/// leave no room between them.
fn nearest(others: &[&str], mut positions: impl Iterator<Item = usize>) -> Option<String> {
    positions.find_map(|position| at(others, position))
}

/// An index at the position, else at the nearest one after it, else before it.
fn around(others: &[&str], position: usize) -> Option<String> {
    nearest(others, (position..=others.len()).chain((0..position).rev()))
}

impl JourneyMap {
    /// Puts a map together. `stages` and `touchpoints` may hold those of other
    /// maps too; deleted ones must have been left out.
    pub fn assemble<'a>(
        journey: RecordId,
        stages: impl IntoIterator<Item = &'a (RecordId, Stage)>,
        touchpoints: impl IntoIterator<Item = &'a (RecordId, Touchpoint)>,
    ) -> JourneyMap {
        let mut stages: Vec<MapStage> = stages
            .into_iter()
            .filter(|(_, stage)| stage.journey == Some(journey))
            .map(|(id, stage)| MapStage { id: *id, stage: stage.clone(), touchpoints: Vec::new() })
            .collect();
        stages.sort_by(|a, b| (a.index(), a.id).cmp(&(b.index(), b.id)));
        for (id, touchpoint) in touchpoints {
            let stage = touchpoint.place.as_deref().and_then(place::read).map(|(stage, _)| stage);
            if let Some(stage) = stages.iter_mut().find(|held| Some(held.id) == stage) {
                stage.touchpoints.push((*id, touchpoint.clone()));
            }
        }
        for stage in &mut stages {
            stage.touchpoints.sort_by(|a, b| (index(&a.1), a.0).cmp(&(index(&b.1), b.0)));
        }
        JourneyMap { stages }
    }

    /// The touchpoints in the order of time.
    pub fn touchpoints(&self) -> impl Iterator<Item = &(RecordId, Touchpoint)> {
        self.stages.iter().flat_map(|stage| &stage.touchpoints)
    }

    /// The first of the touchpoints that feel worst, unless all feel the same.
    pub fn lowest(&self) -> Option<&Touchpoint> {
        let felt = || self.touchpoints().filter_map(|(_, t)| Some((t, t.emotion?)));
        let (lowest, value) = felt().reduce(|a, b| if b.1 < a.1 { b } else { a })?;
        felt().any(|(_, other)| other > value).then_some(lowest)
    }

    /// The feeling of all touchpoints that have one, where these are at least two
    /// and feel the same.
    pub fn felt_alike(&self) -> Option<i64> {
        let mut felt = self.touchpoints().filter_map(|(_, touchpoint)| touchpoint.emotion);
        let (first, second) = (felt.next()?, felt.next()?);
        (second == first && felt.all(|other| other == first)).then_some(first)
    }

    /// A touchpoint's stage and its position there.
    pub fn find(&self, touchpoint: RecordId) -> Option<(usize, usize)> {
        self.stages.iter().enumerate().find_map(|(at, stage)| {
            let position = stage.touchpoints.iter().position(|(id, _)| *id == touchpoint)?;
            Some((at, position))
        })
    }

    /// The place of a touchpoint added at a stage's end.
    pub fn end_of(&self, stage: RecordId) -> Option<String> {
        let stage = self.stages.iter().find(|held| held.id == stage)?;
        let last = stage.indices().last().copied().unwrap_or_default().to_owned();
        Some(place::in_stage(stage.id, &place::after(&last)))
    }

    /// The place that moving a touchpoint gives it; none at the map's ends.
    pub fn touchpoint_moved(&self, touchpoint: RecordId, way: Way) -> Option<String> {
        let (at, position) = self.find(touchpoint)?;
        let inside = |position: Option<String>| {
            position.map(|index| place::in_stage(self.stages[at].id, &index))
        };
        let into = |stage: usize, position: usize| {
            let stage = self.stages.get(stage)?;
            let others = stage.indices();
            let index = around(&others, position.min(others.len()))?;
            Some(place::in_stage(stage.id, &index))
        };
        let mut others = self.stages[at].indices();
        others.remove(position);
        let before = at.checked_sub(1);
        match way {
            Way::Earlier => {
                inside(nearest(&others, (0..position).rev())).or_else(|| into(before?, usize::MAX))
            }
            Way::Later => {
                inside(nearest(&others, position + 1..others.len() + 1)).or_else(|| into(at + 1, 0))
            }
            Way::StageBefore => into(before?, position),
            Way::NextStage => into(at + 1, position),
        }
    }

    /// The place and the phase that moving a stage by one gives it; none at the
    /// map's ends. A stage that passes one of another phase joins that phase,
    /// because time runs from before the purchase to after it.
    pub fn stage_moved(&self, stage: RecordId, later: bool) -> Option<(String, Option<Phase>)> {
        let position = self.stages.iter().position(|held| held.id == stage)?;
        let mut others: Vec<&MapStage> = self.stages.iter().collect();
        let moved = others.remove(position);
        let indices: Vec<&str> = others.iter().map(|other| other.index()).collect();
        let index = if later {
            nearest(&indices, position + 1..indices.len() + 1)?
        } else {
            nearest(&indices, (0..position).rev())?
        };
        let own = phase(&moved.stage);
        let earlier = others.iter().filter(|other| other.index() < index.as_str());
        let later = others.iter().filter(|other| other.index() > index.as_str());
        let least = earlier.filter_map(|other| phase(&other.stage)).next_back();
        let most = later.filter_map(|other| phase(&other.stage)).next();
        let joined = match own {
            Some(own) if least.is_some_and(|least| own < least) => least,
            Some(own) if most.is_some_and(|most| own > most) => most,
            own => own,
        };
        Some((index, joined))
    }

    /// The place of a stage of a phase: after the last one that is not of a later
    /// phase. `moved` is the stage itself when its phase is changed.
    pub fn place_in_phase(&self, wanted: Phase, moved: Option<RecordId>) -> String {
        let others: Vec<&MapStage> =
            self.stages.iter().filter(|stage| Some(stage.id) != moved).collect();
        let fits = |stage: &&MapStage| phase(&stage.stage).is_none_or(|phase| phase <= wanted);
        let position = others.iter().rposition(fits).map_or(0, |last| last + 1);
        let indices: Vec<&str> = others.iter().map(|other| other.index()).collect();
        let last = indices.last().copied().unwrap_or_default();
        around(&indices, position).unwrap_or_else(|| place::after(last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ChangeSetId;
    use proptest::prelude::*;

    fn id(number: u32) -> RecordId {
        RecordId { origin: ChangeSetId(9), number }
    }

    fn stage(number: u32, place: &str, phase: Phase) -> (RecordId, Stage) {
        let stage = Stage {
            journey: Some(id(0)),
            name: Some(format!("S{number}")),
            phase: Some(phase.code().to_owned()),
            place: Some(place.to_owned()),
            ..Stage::default()
        };
        (id(number), stage)
    }

    fn touchpoint(number: u32, stage: u32, index: &str, emotion: i64) -> (RecordId, Touchpoint) {
        let place = Some(place::in_stage(id(stage), index));
        (id(number), Touchpoint { place, emotion: Some(emotion), ..Touchpoint::default() })
    }

    fn order(map: &JourneyMap) -> Vec<Vec<u32>> {
        let numbers =
            |stage: &MapStage| stage.touchpoints.iter().map(|(id, _)| id.number).collect();
        map.stages.iter().map(numbers).collect()
    }

    type Held<E> = Vec<(RecordId, E)>;

    fn example() -> (Held<Stage>, Held<Touchpoint>) {
        let stages = vec![
            stage(2, "a1", Phase::During),
            stage(1, "a0", Phase::Before),
            stage(3, "a2", Phase::After),
        ];
        let touchpoints = vec![
            touchpoint(12, 1, "a1", 1),
            touchpoint(11, 1, "a0", 0),
            touchpoint(21, 2, "a0", -2),
            touchpoint(99, 7, "a0", -2),
        ];
        (stages, touchpoints)
    }

    #[test]
    fn a_map_is_put_together_in_the_order_of_its_places() {
        let (stages, touchpoints) = example();
        let map = JourneyMap::assemble(id(0), &stages, &touchpoints);
        assert_eq!(order(&map), [vec![11, 12], vec![21], vec![]]);
        assert_eq!(map.lowest().and_then(|lowest| lowest.emotion), Some(-2));
    }

    /// Bug: of a map with one touchpoint it was said that all feel the same.
    #[test]
    fn one_touchpoint_alone_is_not_like_the_others() {
        let alike = |feelings: &[i64]| {
            let touchpoints: Vec<_> = (10..)
                .zip(feelings)
                .map(|(number, feeling)| touchpoint(number, 1, &format!("a{number}"), *feeling))
                .collect();
            JourneyMap::assemble(id(0), &[stage(1, "a0", Phase::Before)], &touchpoints).felt_alike()
        };
        assert_eq!(alike(&[]), None);
        assert_eq!(alike(&[1]), None);
        assert_eq!(alike(&[1, 1, 1]), Some(1));
        assert_eq!(alike(&[1, 1, 0]), None);
    }

    #[test]
    fn a_touchpoint_moves_within_its_stage_and_over_its_edges() {
        let (stages, mut touchpoints) = example();
        let mut step = |touchpoint: u32, way: Way| {
            let map = JourneyMap::assemble(id(0), &stages, &touchpoints);
            let place = map.touchpoint_moved(id(touchpoint), way)?;
            let moved = touchpoints.iter_mut().find(|(held, _)| *held == id(touchpoint))?;
            moved.1.place = Some(place);
            Some(order(&JourneyMap::assemble(id(0), &stages, &touchpoints)))
        };
        assert_eq!(step(11, Way::Later), Some(vec![vec![12, 11], vec![21], vec![]]));
        assert_eq!(step(11, Way::Later), Some(vec![vec![12], vec![11, 21], vec![]]));
        assert_eq!(step(11, Way::Earlier), Some(vec![vec![12, 11], vec![21], vec![]]));
        assert_eq!(step(12, Way::NextStage), Some(vec![vec![11], vec![12, 21], vec![]]));
        assert_eq!(step(21, Way::NextStage), Some(vec![vec![11], vec![12], vec![21]]));
        assert_eq!(step(21, Way::NextStage), None);
        assert_eq!(step(21, Way::Later), None);
        assert_eq!(step(11, Way::Earlier), None);
    }

    #[test]
    fn a_stage_that_passes_another_phase_joins_it() {
        let (stages, touchpoints) = example();
        let map = JourneyMap::assemble(id(0), &stages, &touchpoints);
        let (place, phase) = map.stage_moved(id(1), true).expect("there is room");
        assert!("a1" < place.as_str() && place.as_str() < "a2");
        assert_eq!(phase, Some(Phase::During));
        assert_eq!(map.stage_moved(id(1), false), None);
        assert_eq!(map.stage_moved(id(3), true), None);
    }

    #[test]
    fn a_new_stage_stands_at_the_end_of_its_phase() {
        let (stages, touchpoints) = example();
        let map = JourneyMap::assemble(id(0), &stages, &touchpoints);
        let place = map.place_in_phase(Phase::Before, None);
        assert!("a0" < place.as_str() && place.as_str() < "a1");
        assert!(map.place_in_phase(Phase::After, None).as_str() > "a2");
        // A stage that becomes an earlier one stands before the later phases.
        let place = map.place_in_phase(Phase::Before, Some(id(3)));
        assert!("a0" < place.as_str() && place.as_str() < "a1");
    }

    #[test]
    fn touchpoints_with_equal_places_can_still_be_passed() {
        let (stages, _) = example();
        let touchpoints = [11, 12, 13]
            .map(|number| touchpoint(number, 1, if number < 13 { "a0" } else { "a1" }, 0));
        let map = JourneyMap::assemble(id(0), &stages, &touchpoints);
        let place = map.touchpoint_moved(id(13), Way::Earlier).expect("there is room");
        assert!(place::read(&place).is_some_and(|(_, index)| index < "a0"));
    }

    proptest! {
        #[test]
        fn moving_later_and_earlier_again_keeps_the_order(
            sizes in prop::collection::vec(0u32..4, 1..5)
                .prop_filter("nothing to move", |sizes| sizes.iter().any(|size| *size > 0)),
            choice: prop::sample::Index,
        ) {
            let stages: Vec<_> = (0..sizes.len() as u32)
                .map(|at| stage(at + 1, &format!("a{at}"), Phase::During))
                .collect();
            let mut touchpoints: Vec<_> = sizes
                .iter()
                .enumerate()
                .flat_map(|(at, size)| (0..*size).map(move |n| {
                    let stage = at as u32 + 1;
                    touchpoint(stage * 10 + n, stage, &format!("a{n}"), 0)
                }))
                .collect();
            let chosen = choice.index(touchpoints.len());
            let moved = touchpoints[chosen].0;
            let before = JourneyMap::assemble(id(0), &stages, &touchpoints);
            if let Some(place) = before.touchpoint_moved(moved, Way::Later) {
                touchpoints[chosen].1.place = Some(place);
                let between = JourneyMap::assemble(id(0), &stages, &touchpoints);
                prop_assert_ne!(order(&between), order(&before));
                touchpoints[chosen].1.place = between.touchpoint_moved(moved, Way::Earlier);
                let after = JourneyMap::assemble(id(0), &stages, &touchpoints);
                prop_assert_eq!(order(&after), order(&before));
            }
        }
    }
}
