//! Rules that need code: one file a rule, found in the table below. A test compares it with the cards.

mod a11y;
mod bait;
mod brand;
mod cadence;
mod disclosure;
mod etiquette;
mod near;
mod privacy;
mod promo;
mod residue;
mod respect;
mod spam;
mod support;
mod value;
mod workflow;

use std::fmt::Debug;

use serde::de::DeserializeOwned;

pub(crate) use cadence::{FeedCheck, FeedFound, FeedSubject, Reach, feed_entry};

use crate::config::{Audience, Brand, Config};
use crate::context::Context;
use crate::document::{Text, seen};
use crate::draft::{Draft, Kind};
use crate::facts::Facts;
use crate::finding::{Field, Safety, Severity};
use crate::matcher::{Engine, Scan};
use crate::network::{Limit, LimitKind, Profile, TraitKind};

/// A field of the draft as the checks see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FieldView<'a> {
    pub(crate) field: Field,
    pub(crate) raw: &'a str,
    pub(crate) text: &'a Text,
    pub(crate) scan: &'a Scan,
}

impl FieldView<'_> {
    /// What was met in the field, for the triggers of checks; bits of `seen`.
    pub(crate) fn seen(&self) -> u32 {
        let link = if self.field == Field::Link { seen::LINK } else { 0 };
        let prose = if self.scan.words >= PROSE { seen::PROSE } else { 0 };
        self.text.seen | link | prose
    }
}

/// From so many words on a field is prose. No option of a check that asks for prose goes below.
const PROSE: u32 = 10;

/// A hit of one of the card's own phrase groups, after its guards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CardHit {
    /// The number of the group within the card.
    pub(crate) group: usize,
    /// The number of the field among the draft's fields.
    pub(crate) field: usize,
    /// First token and the token after the last.
    pub(crate) tokens: (usize, usize),
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Everything that a check may look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    /// The posts that are published together, in order: a thread, or the draft alone.
    pub(crate) posts: &'a [Draft<'a>],
    /// The number of the draft among them.
    pub(crate) number: usize,
    pub(crate) draft: &'a Draft<'a>,
    pub(crate) fields: &'a [FieldView<'a>],
    pub(crate) engine: &'a Engine,
    pub(crate) profile: Option<&'a Profile>,
    pub(crate) brand: &'a Brand,
    pub(crate) audience: &'a Audience,
    pub(crate) config: &'a Config,
    /// The audience reads code for a living.
    pub(crate) technical: bool,
    /// The text reads as English: limits counted on English posts hold.
    pub(crate) english: bool,
    /// The hits of the card's own groups, and the groups' names.
    pub(crate) hits: &'a [CardHit],
    pub(crate) groups: &'a [String],
    /// The facts of each field, worked out when they are asked for, once for all checks.
    pub(crate) facts: &'a [Facts<'a>],
}

impl<'a> Subject<'a> {
    pub(crate) fn context(&self) -> Option<&'a Context> {
        self.draft.context.as_deref()
    }

    /// The body, which is always read.
    pub(crate) fn body(&self) -> FieldView<'a> {
        *self.fields.iter().find(|f| f.field == Field::Body).unwrap_or(&self.fields[0])
    }

    pub(crate) fn facts(&self, field: FieldView<'a>) -> &'a Facts<'a> {
        let number = self.fields.iter().position(|f| f.field == field.field).unwrap_or(0);
        &self.facts[number]
    }

    /// A limit of the draft's network, for a post of its kind.
    pub(crate) fn limit(&self, kind: LimitKind) -> Option<&'a Limit> {
        self.profile?.limit_of(self.draft.variants(), kind)
    }

    /// Whether the draft's network is known to behave so.
    pub(crate) fn network_is(&self, kind: TraitKind) -> Option<bool> {
        self.profile?.is(kind)
    }

    /// The hits of a phrase group.
    pub(crate) fn of_group(&self, name: &str) -> impl Iterator<Item = &'a CardHit> + use<'a> {
        let number = self.groups.iter().position(|g| g == name);
        self.hits.iter().filter(move |h| Some(h.group) == number)
    }

    pub(crate) fn is_answer(&self) -> bool {
        matches!(self.draft.kind, Some(Kind::Reply | Kind::Comment))
    }
}

/// Field number, span in bytes, and what to write there.
pub(crate) type Change = (usize, u32, u32, String);

/// What a check found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    /// The group of the card that it belongs to.
    pub(crate) group: &'static str,
    /// Field number and byte span; none for the draft as a whole.
    pub(crate) spans: Vec<(usize, u32, u32)>,
    pub(crate) args: Vec<(&'static str, String)>,
    /// A severity that the card cannot know; levels of the card come first.
    pub(crate) severity: Option<Severity>,
    /// A title, its safety where it differs from the card's, and edits: field number, span, text.
    pub(crate) fixes: Vec<(String, Option<Safety>, Vec<Change>)>,
}

impl Found {
    pub(crate) fn new(group: &'static str) -> Found {
        Found { group, ..Found::default() }
    }

    pub(crate) fn at(mut self, field: usize, start: u32, end: u32) -> Found {
        self.spans.push((field, start, end));
        self
    }

    pub(crate) fn arg(mut self, name: &'static str, value: impl ToString) -> Found {
        self.args.push((name, value.to_string()));
        self
    }

    pub(crate) fn fix(mut self, title: impl Into<String>, edits: Vec<Change>) -> Found {
        self.fixes.push((title.into(), None, edits));
        self
    }
}

/// The trigger of a check that finds nothing where no phrase of its card was found.
pub(crate) const HITS: u32 = 1 << 31;

/// A check with its options.
pub(crate) trait Check: Debug + Send + Sync {
    /// Reports what it finds.
    fn run(&self, subject: &Subject<'_>, found: &mut Vec<Found>);
}

/// An entry of the table.
pub(crate) struct Entry {
    pub(crate) id: &'static str,
    /// Bits of `seen` one of which must be met in some field, or [`HITS`]; 0 runs always.
    pub(crate) triggers: u32,
    /// Reads the options.
    pub(crate) build: fn(&serde_json::Value) -> Result<Box<dyn Check>, String>,
}

fn build<C: Check + DeserializeOwned + 'static>(
    options: &serde_json::Value,
) -> Result<Box<dyn Check>, String> {
    serde_json::from_value::<C>(options.clone())
        .map(|c| Box::new(c) as Box<dyn Check>)
        .map_err(|e| e.to_string())
}

macro_rules! checks {
    ($($id:literal = $check:ty, $triggers:expr;)+) => {
        /// Every check, sorted by id.
        pub(crate) static CHECKS: &[Entry] =
            &[$(Entry { id: $id, triggers: $triggers, build: build::<$check> }),+];
    };
}

checks! {
    "a11y/acronym" = a11y::acronym::Acronym, 0;
    "a11y/alt-missing" = a11y::alt_missing::AltMissing, 0;
    "a11y/alt-quality" = a11y::alt_quality::AltQuality, 0;
    "a11y/captions-missing" = a11y::captions_missing::CaptionsMissing, 0;
    "a11y/emoji-as-word" = a11y::emoji_as_word::EmojiAsWord, seen::EMOJI;
    "a11y/emoji-run" = a11y::emoji_run::EmojiRun, seen::EMOJI;
    "a11y/fancy-letters" = a11y::fancy_letters::FancyLetters, seen::NON_ASCII;
    "a11y/hashtag-case" = a11y::hashtag_case::HashtagCase, seen::HASHTAG;
    "a11y/text-art" = a11y::text_art::TextArt, 0;
    "a11y/text-in-image" = a11y::text_in_image::TextInImage, HITS;
    "a11y/vague-link" = a11y::vague_link::VagueLink, HITS | seen::LINK;
    "a11y/wall-of-text" = a11y::wall_of_text::WallOfText, 0;
    "bait/agree-question" = bait::agree_question::AgreeQuestion, HITS;
    "bait/curiosity-gap" = bait::curiosity_gap::CuriosityGap, 0;
    "bait/listicle-hype" = bait::listicle_hype::ListicleHype, 0;
    "bait/thread-tease" = bait::thread_tease::ThreadTease, HITS;
    "bait/vote-reaction" = bait::vote_reaction::VoteReaction, 0;
    "brand/ai-prose" = brand::ai_prose::AiProse, HITS;
    "brand/announce-opener" = brand::announce_opener::AnnounceOpener, HITS;
    "brand/canned-reply" = brand::canned_reply::CannedReply, HITS;
    "brand/competitor" = brand::competitor::Competitor, 0;
    "brand/faceless" = brand::faceless::Faceless, 0;
    "brand/hype-words" = brand::hype_words::HypeWords, HITS;
    "brand/link-domain" = brand::link_domain::LinkDomain, seen::LINK;
    "brand/name-casing" = brand::name_casing::NameCasing, 0;
    "brand/off-values" = brand::off_values::OffValues, 0;
    "brand/profanity" = brand::profanity::Profanity, HITS | seen::STAR;
    "brand/reading-level" = brand::reading_level::ReadingLevel, seen::PROSE;
    "brand/register" = brand::register::Register, 0;
    "brand/required-text" = brand::required_text::RequiredText, 0;
    "brand/spelling-variant" = brand::spelling_variant::SpellingVariant, 0;
    "brand/third-person" = brand::third_person::ThirdPerson, 0;
    "brand/unlinkable-handle" = brand::unlinkable_handle::UnlinkableHandle, seen::MENTION;
    "brand/wrong-handle" = brand::wrong_handle::WrongHandle, seen::MENTION;
    "cadence/unanswered" = cadence::unanswered::Unanswered, 0;
    "disclosure/affiliate-link" = disclosure::affiliate_link::AffiliateLink, seen::LINK;
    "disclosure/ai-media" = disclosure::ai_media::AiMedia, 0;
    "disclosure/buried" = disclosure::buried::Buried, HITS;
    "disclosure/gated-free" = disclosure::gated_free::GatedFree, HITS;
    "disclosure/insider" = disclosure::tie::Insider, HITS;
    "disclosure/insider-review" = disclosure::tie::Insider, HITS;
    "disclosure/language-mismatch" = disclosure::language_mismatch::LanguageMismatch, 0;
    "disclosure/missing-ad" = disclosure::tie::MissingAd, 0;
    "disclosure/thread-carry" = disclosure::thread_carry::ThreadCarry, HITS;
    "etiquette/ambiguous-date" = etiquette::ambiguous_date::AmbiguousDate, seen::DIGIT;
    "etiquette/bump" = etiquette::bump::Bump, HITS;
    "etiquette/community-rules" = etiquette::community_rules::CommunityRulesCheck, 0;
    "etiquette/dead-link-place" = etiquette::dead_link_place::DeadLinkPlace, HITS | seen::LINK;
    "etiquette/fold" = etiquette::fold::Fold, HITS | seen::LINK | seen::DIGIT;
    "etiquette/foreign-idiom" = etiquette::foreign_idiom::ForeignIdiom, HITS;
    "etiquette/hashtag-form" = etiquette::hashtag_form::HashtagForm, seen::HASHTAG;
    "etiquette/hn-title" = etiquette::hn_title::HnTitle, 0;
    "etiquette/leading-mention" = etiquette::leading_mention::LeadingMention, seen::MENTION;
    "etiquette/length" = etiquette::length::Length, 0;
    "etiquette/list-count" = etiquette::list_count::ListCount, HITS;
    "etiquette/mass-ping" = etiquette::mass_ping::MassPing, seen::MENTION | seen::SLOT;
    "etiquette/media-rules" = etiquette::media_rules::MediaRules, 0;
    "etiquette/reddit-title" = etiquette::reddit_title::RedditTitle, 0;
    "etiquette/reply-ratio-quote" = etiquette::reply_ratio_quote::ReplyRatioQuote, HITS;
    "etiquette/thread-numbering" = etiquette::thread_numbering::ThreadNumbering, seen::DIGIT;
    "etiquette/thread-shape" = etiquette::thread_shape::ThreadShape, 0;
    "etiquette/time-zone" = etiquette::time_zone::TimeZone, HITS | seen::HASHTAG;
    "etiquette/too-large" = etiquette::too_large::TooLarge, 0;
    "etiquette/too-many" = etiquette::too_many::TooMany, 0;
    "etiquette/tracking-params" = etiquette::tracking_params::TrackingParams, seen::LINK;
    "privacy/child-detail" = privacy::child_detail::ChildDetail, HITS;
    "privacy/codename" = privacy::codename::Codename, 0;
    "privacy/confidential-marker" = privacy::confidential_marker::ConfidentialMarker, seen::SLOT;
    "privacy/email" = privacy::email::Email, seen::LINK;
    "privacy/internal-url" = privacy::internal_url::InternalUrl, seen::LINK;
    "privacy/national-id" = privacy::national_id::NationalId, seen::DIGIT;
    "privacy/oversharing" = privacy::oversharing::Oversharing, HITS;
    "privacy/payment-card" = privacy::payment_card::PaymentCard, seen::DIGIT;
    "privacy/phone" = privacy::phone::Phone, seen::DIGIT;
    "privacy/secret" = privacy::secret::Secret, seen::LONG | seen::LINK | seen::DIGIT;
    "privacy/third-party" = privacy::third_party::ThirdParty, HITS;
    "privacy/token-in-url" = privacy::token_in_url::TokenInUrl, seen::LINK;
    "promo/ask-heavy" = promo::ask_heavy::AskHeavy, 0;
    "promo/brand-echo" = promo::brand_echo::BrandEcho, 0;
    "promo/cta-stack" = promo::cta_stack::CtaStack, HITS;
    "promo/drive-by-praise" = promo::drive_by_praise::DriveByPraise, HITS;
    "promo/look-at-mine" = promo::look_at_mine::LookAtMine, HITS | seen::LINK;
    "promo/puffery-pile" = promo::puffery_pile::PufferyPile, HITS;
    "promo/scarcity-claim" = promo::offer_told::OfferTold, HITS;
    "promo/self-quote" = promo::self_quote::SelfQuote, HITS | seen::LINK;
    "promo/thread-pitch-share" = promo::thread_pitch_share::ThreadPitchShare, 0;
    "promo/unsolicited-pitch" = promo::unsolicited_pitch::UnsolicitedPitch, HITS;
    "promo/urgency-pressure" = promo::offer_told::OfferTold, HITS;
    "residue/ai-leftover" = residue::ai_leftover::AiLeftover, 0;
    "residue/char-count" = residue::char_count::CharCount, seen::DIGIT | seen::HASHTAG | seen::LINK;
    "residue/doubled" = residue::doubled::Doubled, 0;
    "residue/dummy-url" = residue::dummy_url::DummyUrl, seen::LINK | seen::MENTION | seen::HASHTAG;
    "residue/edit-note" = residue::edit_note::EditNote, seen::BRACKET | seen::CAPS;
    "residue/markup-leak" = residue::markup_leak::MarkupLeak, 0;
    "residue/media-name" = residue::media_name::MediaName, 0;
    "residue/merge-tag" = residue::merge_tag::MergeTag, 0;
    "residue/missing-link" = residue::missing_link::MissingLink, HITS;
    "residue/mojibake" = residue::mojibake::Mojibake, seen::NON_ASCII;
    "residue/paste-header" = residue::paste_header::PasteHeader, seen::COLON;
    "residue/placeholder" = residue::placeholder::Placeholder, seen::SLOT;
    "residue/stale-year" = residue::stale_year::StaleYear, seen::DIGIT;
    "residue/test-post" = residue::test_post::TestPost, 0;
    "residue/truncated" = residue::truncated::Truncated, 0;
    "respect/cheer-with-grief" = respect::cheer_with_grief::CheerWithGrief, HITS | seen::EMOJI;
    "respect/credit-by-name" = respect::named::Named, HITS;
    "respect/definite-thanks" = respect::named::Named, HITS;
    "respect/emoji-innuendo" = respect::emoji_innuendo::EmojiInnuendo, seen::EMOJI;
    "respect/hashtag-misread" = respect::hashtag_misread::HashtagMisread, seen::HASHTAG;
    "respect/poach" = respect::poach::Poach, HITS;
    "respect/public-shaming" = respect::public_shaming::PublicShaming, HITS;
    "respect/tragedy-promo" = respect::tragedy_promo::TragedyPromo, HITS;
    "spam/all-caps" = spam::all_caps::AllCaps, seen::CAPS;
    "spam/crypto-doubler" = spam::crypto_doubler::CryptoDoubler, seen::DOLLAR | seen::LONG_WORD;
    "spam/deceptive-link" = spam::deceptive_link::DeceptiveLink, seen::LINK | seen::SLOT;
    "spam/hashtag-stuffing" = spam::hashtag_stuffing::HashtagStuffing, seen::HASHTAG;
    "spam/hidden-chars" = spam::hidden_chars::HiddenChars, seen::HIDDEN;
    "spam/keyword-repeat" = spam::keyword_repeat::KeywordRepeat, 0;
    "spam/leetspeak" = spam::spaced_letters::Leetspeak, seen::DIGIT;
    "spam/link-flood" = spam::link_flood::LinkFlood, seen::LINK;
    "spam/link-shortener" = spam::link_shortener::LinkShortener, seen::LINK;
    "spam/mention-wall" = spam::mention_wall::MentionWall, seen::MENTION;
    "spam/mixed-script" = spam::mixed_script::MixedScript, seen::NON_ASCII | seen::LINK;
    "spam/punctuation-run" = spam::punctuation_run::PunctuationRun, 0;
    "spam/recovery-agent" = spam::chat_link::ChatLink, HITS;
    "spam/spaced-letters" = spam::spaced_letters::SpacedLetters, seen::SPACED;
    "spam/testimonial-scam" = spam::chat_link::ChatLink, HITS;
    "value/advice-without-basis" = value::maxims::AdviceWithoutBasis, HITS;
    "value/empty-inspiration" = value::maxims::EmptyInspiration, HITS;
    "value/filler-reply" = value::filler_reply::FillerReply, HITS;
    "value/link-only" = value::link_only::LinkOnly, seen::LINK;
    "value/me-you" = value::me_you::MeYou, seen::PROSE;
    "value/missing-facts" = value::missing_facts::MissingFacts, HITS;
    "value/no-specifics" = value::no_specifics::NoSpecifics, seen::PROSE;
    "value/off-topic" = value::off_topic::OffTopic, 0;
    "value/question-answered" = value::questions::QuestionAnswered, seen::QUESTION;
    "value/specific-question" = value::questions::SpecificQuestion, seen::QUESTION;
    "value/thread-padding" = value::thread_padding::ThreadPadding, 0;
    "value/trend-mismatch" = value::trend_mismatch::TrendMismatch, HITS;
    "workflow/crisis-hold" = workflow::crisis_hold::CrisisHold, 0;
    "workflow/edited-after-approval" = workflow::edited_after_approval::EditedAfterApproval, 0;
    "workflow/embargo" = workflow::embargo::Embargo, 0;
    "workflow/goal-missing" = workflow::goal::GoalMissing, 0;
    "workflow/link-check" = workflow::link_check::LinkCheck, 0;
    "workflow/locale-mismatch" = workflow::locale_mismatch::LocaleMismatch, 0;
    "workflow/no-owner" = workflow::no_owner::NoOwner, 0;
    "workflow/offer-mismatch" = workflow::offer_mismatch::OfferMismatch, HITS | seen::DIGIT;
    "workflow/other-client" = workflow::other_client::OtherClient, 0;
    "workflow/past-event" = workflow::past_event::PastEvent, HITS;
    "workflow/past-time" = workflow::past_time::PastTime, 0;
    "workflow/quiet-hours" = workflow::quiet_hours::QuietHours, 0;
    "workflow/relative-date" = workflow::relative_date::RelativeDate, 0;
    "workflow/role" = workflow::role::Role, 0;
    "workflow/self-approved" = workflow::self_approved::SelfApproved, 0;
    "workflow/sensitive-date" = workflow::sensitive_date::SensitiveDate, HITS;
    "workflow/stale-draft" = workflow::stale_draft::StaleDraft, 0;
    "workflow/topic-approver" = workflow::topic_approver::TopicApprover, 0;
    "workflow/unapproved" = workflow::unapproved::Unapproved, 0;
    "workflow/unrealistic-goal" = workflow::goal::UnrealisticGoal, 0;
    "workflow/unused-allow" = workflow::unused_allow::UnusedAllow, HITS;
    "workflow/utm-mismatch" = workflow::utm_mismatch::UtmMismatch, seen::LINK;
    "workflow/weekday-mismatch" = workflow::weekday_mismatch::WeekdayMismatch, seen::DIGIT;
    "workflow/wrong-account" = workflow::wrong_account::WrongAccount, HITS | seen::MENTION;
}

/// The entry of a rule.
pub(crate) fn entry(id: &str) -> Option<&'static Entry> {
    CHECKS.binary_search_by(|e| e.id.cmp(id)).ok().map(|i| &CHECKS[i])
}
