//! The examples of every built-in card, one named test each.

use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let cards: Vec<(String, String)> = draftlint_rules::FILES
        .iter()
        .filter(|f| !["lexicons/", "networks/", "profiles/"].iter().any(|folder| f.path.starts_with(folder)))
        .map(|f| (f.path.to_string(), f.text.to_string()))
        .collect();
    let mut trials = Vec::new();
    match draftlint::Linter::test_cards(&cards) {
        Err(error) => trials.push(Trial::test("cards::load", move || Err(Failed::from(error.to_string())))),
        Ok((results, _)) => {
            for result in results {
                trials.push(Trial::test(result.name, move || match result.failure {
                    Some(failure) => Err(Failed::from(failure)),
                    None => Ok(()),
                }));
            }
        }
    }
    for (path, text) in cards {
        let (bad, good) = (text.matches("\n[[bad]]").count(), text.matches("\n[[good]]").count());
        trials.push(Trial::test(format!("{path}::complete"), move || {
            if bad >= 3 && good >= 3 {
                return Ok(());
            }
            Err(Failed::from(format!("{bad} bad and {good} good examples; three of each are asked for")))
        }));
    }
    libtest_mimic::run(&arguments, trials).exit();
}
