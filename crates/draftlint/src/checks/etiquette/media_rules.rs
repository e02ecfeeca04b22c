//! `etiquette/media-rules`: attachments that the network refuses.

use serde::Deserialize;

use crate::checks::{Check, Found, Subject, support};
use crate::draft::MediaKind;
use crate::network::{LimitKind, TraitKind};

/// Options of the card.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MediaRules {}

impl Check for MediaRules {
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>) {
        let Some(media) = subject.draft.media.as_deref() else { return };
        let of = |kind: MediaKind| media.iter().filter(|m| m.kind == kind).count() as u32;
        let (all, videos, gifs) = (media.len() as u32, of(MediaKind::Video), of(MediaKind::Gif));
        let (audio, documents) = (of(MediaKind::Audio), of(MediaKind::Document));
        if let Some(limit) = subject.limit(LimitKind::MediaMin).filter(|limit| all < limit.value()) {
            let group = if limit.fact.is_firm() { "under" } else { "under-unsure" };
            found.push(
                Found::new(group)
                    .arg("count", all)
                    .arg("max", limit.value())
                    .arg("sureness", limit.fact.sureness()),
            );
        }
        // A kind of which there are too many is told rather than the sum.
        let kinds = [
            (LimitKind::Videos, videos, "videos"),
            (LimitKind::Gifs, gifs, "moving pictures"),
            (LimitKind::Media, all, "attachments"),
        ];
        let limit = |kind| subject.limit(kind);
        let over = kinds.iter().find_map(|(kind, count, name)| {
            limit(*kind).filter(|limit| *count > limit.value()).map(|limit| (limit, *count, *name))
        });
        if let Some((limit, count, name)) = over {
            let group = if limit.fact.is_firm() { "over" } else { "over-unsure" };
            found.push(
                Found::new(group)
                    .arg("count", count)
                    .arg("name", name)
                    .arg("max", limit.value())
                    .arg("sureness", limit.fact.sureness()),
            );
        }
        let names = [
            (all - videos - gifs - audio - documents, "pictures"),
            (videos, "videos"),
            (gifs, "moving pictures"),
            (audio, "sound"),
            (documents, "documents"),
        ];
        let present: Vec<&str> =
            names.iter().filter(|(count, _)| *count > 0).map(|(_, name)| *name).collect();
        let fact = support::behaviour(subject, TraitKind::MixedMedia);
        if let (Some(fact), true) = (fact.filter(|fact| !fact.value), present.len() > 1) {
            let group = if fact.is_firm() { "mixed" } else { "mixed-unsure" };
            found.push(Found::new(group).arg("name", present.join(" and ")).arg("sureness", fact.sureness()));
        }
    }
}
