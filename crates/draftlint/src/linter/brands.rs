//! Several brands under one roof: each draft is linted with the configuration of its own.

use std::borrow::Cow;
use std::sync::Arc;

use super::Linter;
use crate::config::{Config, OwnBrand};
use crate::context::{Account, Context};
use crate::draft::Draft;
use crate::error::Error;
use crate::report::Report;

/// A linter for each brand.
pub(super) fn compile(config: &Config) -> Result<Vec<Linter>, Error> {
    let mut faults = Vec::new();
    let mut linters = Vec::new();
    for brand in &config.brands {
        match Linter::new(&brand.config) {
            Ok(linter) => linters.push(linter),
            Err(error) => faults.extend(error.faults().iter().cloned()),
        }
    }
    if faults.is_empty() { Ok(linters) } else { Err(Error::new(faults)) }
}

impl Linter {
    /// The linter of a brand of the configuration: what all brands share, and its own. Drafts find it by their brand
    /// or account; this is for what has no draft.
    pub fn brand(&self, id: &str) -> Option<Linter> {
        let at = self.inner.config.brands.iter().position(|b| b.id == id)?;
        Some(self.at(at))
    }

    /// The ids of the brands of the configuration, in its order.
    pub fn brands(&self) -> impl Iterator<Item = &str> {
        self.inner.config.brands.iter().map(|b| b.id.as_str())
    }

    fn at(&self, brand: usize) -> Linter {
        Linter {
            size_limit: self.size_limit,
            counts_facts: self.counts_facts,
            ..self.inner.brands[brand].clone()
        }
    }

    /// The linter for posts, and the brand that it is for: what the draft says, else whoever owns its account.
    pub(super) fn of_brand(&self, posts: &[Draft<'_>]) -> (Linter, Option<&OwnBrand>) {
        let brands = &self.inner.config.brands;
        let context = posts.iter().find_map(|post| post.context.as_deref());
        let (Some(context), false) = (context, brands.is_empty()) else { return (self.clone(), None) };
        let at = match &context.brand {
            Some(id) => brands.iter().position(|b| b.id == *id),
            None => context.account.as_ref().and_then(|account| {
                let handle = account.handle.to_lowercase();
                brands.iter().position(|b| b.accounts.contains(&handle))
            }),
        };
        match at {
            Some(at) => (self.at(at), Some(&brands[at])),
            None => (self.clone(), None),
        }
    }

    /// Names the brand in a report, or says that none was found where there are several.
    pub(super) fn tell_brand(&self, brand: Option<&OwnBrand>, posts: &[Draft<'_>], report: &mut Report) {
        let config = &self.inner.config;
        if config.brands.is_empty() || brand.is_some() {
            return;
        }
        let context = posts.iter().find_map(|post| post.context.as_deref());
        let notice = match context {
            Some(Context { brand: Some(id), .. }) => {
                let hint = config.unknown_brand(id);
                let hint = if hint.is_empty() { hint } else { format!("; {hint}") };
                format!("`{id}` is no brand of the configuration: no brand's own rules were checked{hint}")
            }
            Some(Context { account: Some(account), .. }) if !account.handle.is_empty() => format!(
                "`@{}` belongs to no brand of the configuration: no brand's own rules were checked",
                account.handle
            ),
            _ => "neither brand nor account is told: no brand's own rules were checked".to_string(),
        };
        report.notices.push(notice);
    }
}

/// Posts with what the configuration knows of their brand and account, and with what is on hold for all.
pub(super) fn completed<'p, 'd>(
    config: &Config,
    brand: Option<&OwnBrand>,
    posts: &'p [Draft<'d>],
) -> Cow<'p, [Draft<'d>]> {
    let workflow = &config.workflow;
    let shared = workflow.holds.is_some() || workflow.embargoes.is_some();
    if brand.is_none() && !shared && workflow.accounts.is_empty() {
        return Cow::Borrowed(posts);
    }
    let mut posts = posts.to_vec();
    for post in &mut posts {
        let mut context = post.context.take().unwrap_or_default();
        let known = Arc::make_mut(&mut context);
        if let Some(brand) = brand {
            known.brand.get_or_insert_with(|| brand.id.clone());
        }
        if let Some(account) = &mut known.account {
            complete_account(config, account);
        }
        if let Some(holds) = &workflow.holds {
            known.holds.get_or_insert_default().extend(holds.iter().cloned());
        }
        if let Some(embargoes) = &workflow.embargoes {
            known.embargoes.get_or_insert_default().extend(embargoes.iter().cloned());
        }
        post.context = Some(context);
    }
    Cow::Owned(posts)
}

fn complete_account(config: &Config, account: &mut Account) {
    if let Some(own) = config.workflow.account(&account.handle) {
        account.kind = account.kind.or(own.kind);
        if account.language.is_none() {
            account.language.clone_from(&own.language);
        }
    }
}
