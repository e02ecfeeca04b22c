//! `when` expressions over groups, entities and lexicons.

use std::collections::BTreeSet;

use crate::phrase::Entity;
use crate::value::{nearest, suggestion};

/// A condition on a sentence or a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expression {
    /// A group of the card, by its number in the card.
    Group(usize),
    Entity(Entity),
    Lexicon(String),
    Not(Box<Expression>),
    All(Vec<Expression>),
    Any(Vec<Expression>),
    /// At least so many of several.
    AtLeast(usize, Vec<Expression>),
}

/// Answers whether the leaves of an expression hold.
pub(crate) trait Holds {
    fn group(&self, group: usize) -> bool;
    fn entity(&self, entity: Entity) -> bool;
    fn lexicon(&self, name: &str) -> bool;
}

impl Expression {
    pub(crate) fn holds(&self, scope: &impl Holds) -> bool {
        match self {
            Expression::Group(group) => scope.group(*group),
            Expression::Entity(entity) => scope.entity(*entity),
            Expression::Lexicon(name) => scope.lexicon(name),
            Expression::Not(inner) => !inner.holds(scope),
            Expression::All(all) => all.iter().all(|e| e.holds(scope)),
            Expression::Any(any) => any.iter().any(|e| e.holds(scope)),
            Expression::AtLeast(n, of) => of.iter().filter(|e| e.holds(scope)).count() >= *n,
        }
    }

    /// The groups at which a finding is located: those that are not negated.
    pub(crate) fn located(&self) -> BTreeSet<usize> {
        let mut groups = BTreeSet::new();
        self.collect(&mut groups);
        groups
    }

    fn collect(&self, groups: &mut BTreeSet<usize>) {
        match self {
            Expression::Group(group) => _ = groups.insert(*group),
            Expression::All(list) | Expression::Any(list) | Expression::AtLeast(_, list) => {
                list.iter().for_each(|e| e.collect(groups));
            }
            Expression::Not(_) | Expression::Entity(_) | Expression::Lexicon(_) => {}
        }
    }

    /// Only `or` over groups: every hit stands for itself.
    pub(crate) fn is_any_of_groups(&self) -> bool {
        match self {
            Expression::Group(_) => true,
            Expression::Any(list) => list.iter().all(Expression::is_any_of_groups),
            _ => false,
        }
    }

    /// The lexicons that it asks for.
    pub(crate) fn lexicons(&self, out: &mut Vec<String>) {
        match self {
            Expression::Lexicon(name) => out.push(name.clone()),
            Expression::Not(inner) => inner.lexicons(out),
            Expression::All(list) | Expression::Any(list) | Expression::AtLeast(_, list) => {
                list.iter().for_each(|e| e.lexicons(out));
            }
            Expression::Group(_) | Expression::Entity(_) => {}
        }
    }
}

/// Reads an expression such as `act-now and not {date}`. A fault is a message and its remedy.
pub(crate) fn parse(text: &str, groups: &[String]) -> Result<Expression, (String, String)> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ").replace(',', " , ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut parser = Parser { words: &words, at: 0, groups };
    let expression = parser.any()?;
    match parser.peek() {
        None => Ok(expression),
        Some(word) => {
            Err((format!("`{word}` is not expected here"), "join conditions by `and` or `or`".into()))
        }
    }
}

struct Parser<'t> {
    words: &'t [&'t str],
    at: usize,
    groups: &'t [String],
}

type Read = Result<Expression, (String, String)>;

impl<'t> Parser<'t> {
    fn peek(&self) -> Option<&'t str> {
        self.words.get(self.at).copied()
    }

    fn eat(&mut self, word: &str) -> bool {
        let found = self.peek() == Some(word);
        self.at += usize::from(found);
        found
    }

    fn any(&mut self) -> Read {
        let mut list = vec![self.all()?];
        while self.eat("or") {
            list.push(self.all()?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Expression::Any(list) })
    }

    fn all(&mut self) -> Read {
        let mut list = vec![self.one()?];
        while self.eat("and") {
            list.push(self.one()?);
        }
        Ok(if list.len() == 1 { list.remove(0) } else { Expression::All(list) })
    }

    fn one(&mut self) -> Read {
        if self.eat("not") {
            return Ok(Expression::Not(Box::new(self.one()?)));
        }
        if self.eat("(") {
            let inner = self.any()?;
            return self.close().map(|()| inner);
        }
        let Some(word) = self.peek() else {
            return Err(("a condition is missing at the end".into(), "name a group".into()));
        };
        self.at += 1;
        if let Ok(n) = word.parse::<usize>() {
            if !(self.eat("of") && self.eat("(")) {
                return Err((format!("`of (` must follow `{n}`"), format!("write `{n} of (a, b, c)`")));
            }
            let mut list = vec![self.any()?];
            while self.eat(",") {
                list.push(self.any()?);
            }
            self.close()?;
            if n == 0 || n > list.len() {
                return Err((format!("`{n} of` {} can never decide anything", list.len()), String::new()));
            }
            return Ok(Expression::AtLeast(n, list));
        }
        if let Some(name) = word.strip_prefix('{').and_then(|w| w.strip_suffix('}')) {
            return match Entity::ALL.iter().find(|(n, _)| *n == name) {
                Some((_, entity)) => Ok(Expression::Entity(*entity)),
                None => {
                    let known: Vec<&str> = Entity::ALL.iter().map(|(n, _)| *n).collect();
                    Err((format!("unknown entity `{word}`"), suggestion(name, &known)))
                }
            };
        }
        if let Some(name) = word.strip_prefix('<').and_then(|w| w.strip_suffix('>')) {
            return Ok(Expression::Lexicon(name.to_string()));
        }
        match self.groups.iter().position(|g| g == word) {
            Some(group) => Ok(Expression::Group(group)),
            None => {
                let known: Vec<&str> = self.groups.iter().map(String::as_str).collect();
                let help = nearest(word, &known)
                    .map_or_else(|| suggestion(word, &known), |near| format!("did you mean `{near}`?"));
                Err((format!("no group is called `{word}`"), help))
            }
        }
    }

    fn close(&mut self) -> Result<(), (String, String)> {
        if self.eat(")") {
            Ok(())
        } else {
            Err(("a bracket is not closed".into(), "close it with `)`".into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_conditions() {
        let groups: Vec<String> = ["a", "b-c", "d"].map(String::from).to_vec();
        let read = |text: &str| parse(text, &groups);
        use Expression as E;
        assert_eq!(read("a or b-c"), Ok(E::Any(vec![E::Group(0), E::Group(1)])));
        assert_eq!(
            read("a and not ({date} or d)"),
            Ok(E::All(vec![
                E::Group(0),
                E::Not(Box::new(E::Any(vec![E::Entity(Entity::Date), E::Group(2)])))
            ]))
        );
        assert_eq!(
            read("2 of (a, b-c, <x>)"),
            Ok(E::AtLeast(2, vec![E::Group(0), E::Group(1), E::Lexicon("x".into())]))
        );
        assert_eq!(read("bc").unwrap_err().1, "did you mean `b-c`?");
        assert!(
            read("a and").is_err()
                && read("(a").is_err()
                && read("a b-c").is_err()
                && read("3 of (a, d)").is_err()
        );
    }
}
