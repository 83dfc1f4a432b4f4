//! Drafts of tenders: begun or imported, worked on section by section, looked
//! at as they will be published, signed as a proposal.

use actix_web::web;
use askama::Template;
use tenderseal_rules::{Error as Rule, OrgId, registry::ListedProfile, schedule::GUARD_MIN};

use super::{
    Portal, amendment,
    draft_forms::{self, Section},
    draft_lots::{self, LotRows},
    errors::Refusal,
    forms::{Fields, Form},
    gate::see_other,
    invited, lots,
    page::{Answer, Page, private, refused},
    publication::{self, PublicationView},
    signing::{Signing, me, profile},
    upload::{Received, Upload},
};
use crate::app::{
    self,
    drafts::{self, Opened},
    lots::Division,
    notice::{DraftBody, NoticeDocument, Problem},
    ocds_import::{FILE_MAX, Unmapped},
    people::Me,
    sign_in::Signed,
    standing,
};
use crate::ports_chain::{Draft, ProposalRow};

/// The drafts of a buyer.
#[derive(Template)]
#[template(path = "officer/drafts.html")]
pub struct DraftsPage {
    /// The frame.
    pub page: Page,
    /// The drafts, the latest first.
    pub drafts: Vec<Draft>,
    /// Proposals that wait for their approver: number, when, title.
    pub waiting: Vec<(u32, u64, String)>,
    /// For the import.
    pub form: Form,
}

/// A line of the task list.
#[derive(Clone, Debug)]
pub struct Task {
    /// The section.
    pub section: Section,
    /// What is missing or wrong: Fluent keys.
    pub problems: Vec<String>,
}

/// One draft.
#[derive(Template)]
#[template(path = "officer/draft.html")]
pub struct DraftPage {
    /// The frame.
    pub page: Page,
    /// Its number.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// What is to be done.
    pub tasks: Vec<Task>,
    /// What an import could not map.
    pub unmapped: Vec<Unmapped>,
    /// It and its siblings, where the procurement is divided.
    pub lots: Option<LotRows>,
    /// Whether it may be deleted.
    pub may_delete: bool,
}

impl DraftPage {
    fn heading(&self) -> String {
        if self.title.is_empty() {
            self.page.tn("drafts-untitled", "number", self.id)
        } else {
            self.title.clone()
        }
    }

    fn section_path(&self, task: &Task) -> String {
        format!("/drafts/{}/{}", self.id, task.section.name())
    }

    fn is_ready(&self) -> bool {
        self.tasks.iter().all(|task| task.problems.is_empty())
    }
}

/// One section of a draft.
#[derive(Template)]
#[template(path = "officer/section.html")]
pub struct SectionPage {
    /// The frame.
    pub page: Page,
    /// The draft's number.
    pub id: i64,
    /// Which section.
    pub section: Section,
    /// Values and what is wrong.
    pub form: Form,
    /// What the section's rows show.
    pub view: draft_forms::View,
}

impl SectionPage {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    fn length(&self, seconds: &u32) -> String {
        publication::duration(&self.page, seconds)
    }

    /// The least length of a period; none where there is none.
    fn least(&self, period: &str) -> Option<u32> {
        let least = self.view.least?;
        let length = match period {
            "guard" => GUARD_MIN,
            "officers_window" => least.officers_window,
            "self_reveal_window" => least.self_reveal_window,
            "objection_window" => least.objection_window,
            "standstill" => least.standstill,
            "questions" => least.questions,
            "prequalification" => least.amendment.max(1),
            _ => 0,
        };
        Some(length).filter(|length| *length > 0)
    }
}

/// The draft as it will be published.
#[derive(Template)]
#[template(path = "officer/preview.html")]
pub struct PreviewPage {
    /// The frame.
    pub page: Page,
    /// What the browser needs.
    pub signing: Signing,
    /// The draft's number.
    pub id: i64,
    /// What is published.
    pub view: PublicationView,
    /// The publication for the browser.
    pub json: String,
    /// Whether new tenders are paused.
    pub paused: bool,
}

impl DraftsPage {
    /// Whether a draft amends a notice in force.
    #[expect(clippy::unused_self, reason = "a template calls it on its page")]
    fn amends(&self, draft: &Draft) -> bool {
        DraftBody::parse(&draft.body).is_some_and(|body| body.amends.is_some())
    }
}

async fn drafts_page(
    portal: &Portal,
    page: Page,
    me: &Me,
    form: Form,
) -> Result<DraftsPage, app::Error> {
    let app = &portal.app;
    let drafts = app.store.drafts_of(&me.org.id).await?;
    let mut waiting = Vec::new();
    for proposal in app.store.proposals_of(&me.org.id, true).await? {
        let title = proposal_title(app, &page, &proposal).await?;
        waiting.push((proposal.number, proposal.proposed_at, title));
    }
    Ok(DraftsPage { page, drafts, waiting, form })
}

/// The title of a proposal in the page's language; its number where the notice is not at hand.
///
/// # Errors
/// When a table cannot be read.
pub async fn proposal_title(
    app: &app::App,
    page: &Page,
    proposal: &ProposalRow,
) -> Result<String, app::Error> {
    let text = app.store.text(&proposal.publication.terms.notice).await?;
    let notice = text.as_deref().and_then(app::notice::Notice::parse);
    let title = notice.map_or_else(
        || page.tn("proposal-untitled", "number", page.bid_number(proposal.number)),
        |notice| notice.title.in_language(page.locale).to_owned(),
    );
    Ok(lots::titled(page, title, proposal.publication.terms.lot.as_ref()))
}

/// `GET /drafts`.
pub async fn list(portal: web::Data<Portal>, page: Page, signed: Signed) -> Answer {
    let me = me(&portal, &signed).await?;
    private(&drafts_page(&portal, page, &me, Form::default()).await?)
}

/// `POST /drafts`: begins an empty one.
pub async fn begin(portal: web::Data<Portal>, page: Page, signed: Signed, _: Fields) -> Answer {
    let me = me(&portal, &signed).await?;
    let mut body = DraftBody::default();
    let choices = draft_forms::procedure::choices(&portal.app).await?;
    if let Some((number, first)) = choices.first().and_then(|one| Some((one.number?, &one.profile)))
    {
        draft_forms::procedure::adopt(&mut body, number, first);
    }
    let id = drafts::begin(&portal.app, &me, signed.account.id, &body, &[]).await?;
    Ok(see_other(&page.href(&format!("/drafts/{id}"))))
}

/// `POST /drafts/import`: an OCDS release becomes a draft.
pub async fn import(
    portal: web::Data<Portal>,
    page: Page,
    signed: Signed,
    upload: Upload,
) -> Answer {
    let upload = upload.open().await?;
    let (_, file) = upload.receive_one("release", FILE_MAX).await?;
    let me = me(&portal, &signed).await?;
    if file.is_empty() {
        let form = Form::default().refused("release", "error-ocds-empty");
        return refused(&drafts_page(&portal, page, &me, form).await?);
    }
    match drafts::import(&portal.app, &me, signed.account.id, &file).await {
        Ok(id) => Ok(see_other(&page.href(&format!("/drafts/{id}?done=draft-imported")))),
        Err(app::Error::Ocds(error)) => {
            let form = Form::default().refused("release", draft_forms::ocds_message(&error));
            refused(&drafts_page(&portal, page, &me, form).await?)
        }
        Err(error) => Err(error.into()),
    }
}

/// A draft of the own organisation.
///
/// # Errors
/// [`Refusal::NotFound`] for anybody else's.
pub async fn opened(portal: &Portal, me: &Me, id: i64) -> Result<Opened, Refusal> {
    drafts::open(&portal.app, &me.org.id, id).await?.ok_or(Refusal::NotFound)
}

/// Everything that keeps a draft from being proposed: what is missing, and what the rules say of the rest.
fn problems(
    body: &DraftBody,
    org: &OrgId,
    name: &str,
    now: u64,
    listed: Option<&ListedProfile>,
) -> Vec<(Section, String)> {
    let refusal = |error: Rule| (Section::of_error(error), format!("refusal-{}", error.name()));
    let profile = listed.ok_or(Rule::UnknownProfile).and_then(ListedProfile::current);
    let mut all: Vec<_> = match body.publish(org, name) {
        Err(found) => {
            let missing = found
                .into_iter()
                .map(|Problem { field, key }| (Section::of_field(field), key.to_owned()));
            let late = profile.and_then(|profile| match body.schedule() {
                Some(schedule) => schedule.check(now, &profile.least),
                None => Ok(()),
            });
            missing.chain(late.err().map(refusal)).collect()
        }
        Ok((_, publication)) => {
            let checked = profile.and_then(|profile| publication.check(now, profile));
            checked.err().map(refusal).into_iter().collect()
        }
    };
    if let Ok(profile) = profile {
        for told in draft_forms::procedure::against(body, profile).into_iter().map(refusal) {
            if !all.contains(&told) {
                all.push(told);
            }
        }
    }
    all
}

/// The same, and what the registry will say of who is invited.
///
/// # Errors
/// When a table or the ledger fails.
pub async fn all_problems(
    portal: &Portal,
    me: &Me,
    body: &DraftBody,
    listed: Option<&ListedProfile>,
) -> Result<Vec<(Section, String)>, Refusal> {
    let app = &portal.app;
    let mut all = problems(body, &me.org.id, &me.org.name, app.chain.now(), listed);
    if invited::of_draft(app, body).await?.iter().any(|one| !one.may_bid()) {
        let error = Rule::InvitedNotVendor;
        all.push((Section::of_error(error), format!("refusal-{}", error.name())));
    }
    Ok(all)
}

/// The same of a draft, and what the registry will say of its lot.
async fn problems_of(
    portal: &Portal,
    me: &Me,
    held: &Opened,
    division: Option<&Division>,
    listed: Option<&ListedProfile>,
) -> Result<Vec<(Section, String)>, Refusal> {
    let mut all = all_problems(portal, me, &held.body, listed).await?;
    if let Some(error) = division.and_then(|division| draft_lots::refusal(division, held)) {
        all.push((Section::of_error(error), format!("refusal-{}", error.name())));
    }
    Ok(all)
}

/// The sections that a draft has: whom it invites is asked where its profile invites, or somebody is there to
/// be taken out.
fn sections(body: &DraftBody, listed: Option<&ListedProfile>) -> impl Iterator<Item = Section> {
    let invites = listed.is_some_and(|held| held.profile.procedure.invites());
    let asked = invites || !body.invited.is_empty();
    // A tender keeps the profile under which it was published.
    let chosen = body.amends.is_none();
    Section::ALL.into_iter().filter(move |section| match section {
        Section::Procedure => chosen,
        Section::Invited => asked,
        _ => true,
    })
}

/// `GET /drafts/{id}`.
pub async fn show(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, i64)>,
    signed: Signed,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let held = opened(&portal, &me, parts.1).await?;
    if let Some(amends) = &held.body.amends {
        return amendment::draft(&portal, page, &me, &held, amends).await;
    }
    let listed = profile(&portal.app, held.body.profile).await?;
    let division = Division::of(&portal.app, &me, &held).await?;
    let found = problems_of(&portal, &me, &held, division.as_ref(), listed.as_ref()).await?;
    let lots = match &division {
        Some(division) => Some(draft_lots::rows(&portal, &me, &held, division).await?),
        None => None,
    };
    let task = |section: Section| Task {
        section,
        problems: found
            .iter()
            .filter(|(of, _)| *of == section)
            .map(|(_, key)| key.clone())
            .collect(),
    };
    private(&DraftPage {
        page,
        id: held.draft.id,
        may_delete: draft_lots::may_delete(division.as_ref(), &held),
        title: held.draft.title,
        tasks: sections(&held.body, listed.as_ref()).map(task).collect(),
        unmapped: held.unmapped,
        lots,
    })
}

async fn section_page(
    portal: &Portal,
    page: Page,
    held: &Opened,
    section: Section,
    form: Form,
) -> Result<SectionPage, Refusal> {
    let mut view = draft_forms::view(portal, &held.body, section).await?;
    if section == Section::Invited {
        view.searched = page.query("q");
        (view.found, view.more) = invited::found(&portal.app, &view.searched, &held.body).await?;
    }
    Ok(SectionPage { page, id: held.draft.id, section, form, view })
}

/// A section of a path; of a change only what may differ.
fn section_of(held: &Opened, name: &str) -> Result<Section, Refusal> {
    let may =
        |section: &Section| held.body.amends.is_none() || amendment::SECTIONS.contains(section);
    Section::named(name).filter(may).ok_or(Refusal::NotFound)
}

/// `GET /drafts/{id}/{section}`.
pub async fn section(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, i64, String)>,
    signed: Signed,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let held = opened(&portal, &me, parts.1).await?;
    let section = section_of(&held, &parts.2)?;
    let mut shown = held.body.clone();
    if section == Section::Schedule && shown.deadline.is_none() && shown.amends.is_none() {
        let listed = profile(&portal.app, shown.profile).await?;
        let now = portal.app.chain.now();
        let proposed = |held: ListedProfile| {
            draft_forms::procedure::proposed_deadline(now, &held.profile.least)
        };
        shown.deadline = listed.map(proposed);
    }
    let form = draft_forms::filled(&shown, section, &portal.zone);
    private(&section_page(&portal, page, &held, section, form).await?)
}

/// `GET /drafts/{id}/documents`: a path of its own, since its form carries files.
pub async fn documents(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, i64)>,
    signed: Signed,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let held = opened(&portal, &me, parts.1).await?;
    private(&section_page(&portal, page, &held, Section::Documents, Form::default()).await?)
}

/// `POST /drafts/{id}/{section}`. What cannot be read comes back with everything that was typed; what is only
/// incomplete is kept and told by the task list. With the button of the ready criteria nothing is saved: they
/// come back in the form.
pub async fn save_section(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, i64, String)>,
    signed: Signed,
    fields: Fields,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let mut held = opened(&portal, &me, parts.1).await?;
    let section = section_of(&held, &parts.2)?;
    if section == Section::Documents {
        return Err(Refusal::NotFound);
    }
    let ready = fields.text("ready");
    if section == Section::Criteria && !ready.is_empty() {
        let mut template = section_page(&portal, page, &held, section, Form::default()).await?;
        template.form = draft_forms::take_ready(&mut template.view, &fields, ready == "replace");
        return private(&template);
    }
    if section == Section::Invited {
        return save_invited(&portal, page, held, &fields).await;
    }
    let form = match section {
        Section::Procedure => {
            draft_forms::procedure::take(&portal.app, &mut held.body, &fields).await?
        }
        _ => draft_forms::take(&mut held.body, section, &fields, &portal.zone),
    };
    if form.is_refused() {
        let mut template = section_page(&portal, page, &held, section, form).await?;
        draft_forms::keep_typed(&mut template.view, section, &fields);
        return refused(&template);
    }
    drafts::save(&portal.app, &held).await?;
    Ok(see_other(&page.href(&format!("/drafts/{}?done=draft-saved", held.draft.id))))
}

/// Who is invited: the button that was pressed says whether to search on, to take somebody out, or to go
/// back to the list of tasks. Whoever was ticked is taken over with each of them.
async fn save_invited(portal: &Portal, page: Page, mut held: Opened, fields: &Fields) -> Answer {
    let fits = invited::take(&mut held.body, fields);
    drafts::save(&portal.app, &held).await?;
    if !fits {
        let form = Form::default().refused("add", "error-draft-invited-many");
        return refused(&section_page(portal, page, &held, Section::Invited, form).await?);
    }
    let stays = ["search", "invite", "remove"].iter().any(|name| !fields.text(name).is_empty());
    if !stays {
        return Ok(see_other(&page.href(&format!("/drafts/{}?done=draft-saved", held.draft.id))));
    }
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("q", fields.text("q"));
    let path = format!("/drafts/{}/invited?{}", held.draft.id, query.finish());
    Ok(see_other(&page.href(&path)))
}

/// `POST /drafts/{id}/documents`: adds files, keeps those that stay ticked.
pub async fn save_documents(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, i64)>,
    signed: Signed,
    upload: Upload,
) -> Answer {
    let upload = upload.open().await?;
    let me = me(&portal, &signed).await?;
    let mut held = opened(&portal, &me, parts.1).await?;
    let Received { fields, documents, too_many } = upload.receive(&portal.app).await?;
    let keep: Vec<&str> = fields.all("keep").collect();
    held.body.documents.retain(|document| keep.contains(&document.sha256.as_str()));
    for document in documents {
        let size = portal
            .app
            .store
            .blob(&document.sha256)
            .await
            .map_err(app::Error::from)?
            .map_or(0, |blob| blob.size);
        if !held.body.documents.iter().any(|other| other.sha256 == document.sha256) {
            held.body.documents.push(NoticeDocument {
                name: document.file_name.as_str().to_owned(),
                sha256: document.sha256,
                size,
            });
        }
    }
    drafts::save(&portal.app, &held).await?;
    if too_many {
        let form = Form::default().refused("documents", "error-documents-many");
        return refused(&section_page(&portal, page, &held, Section::Documents, form).await?);
    }
    let place =
        if fields.text("more").is_empty() { String::new() } else { "/documents".to_owned() };
    Ok(see_other(&page.href(&format!("/drafts/{}{place}?done=draft-saved", held.draft.id))))
}

/// `GET /drafts/{id}/preview`.
pub async fn preview(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, i64)>,
    signed: Signed,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let held = opened(&portal, &me, parts.1).await?;
    if let Some(amends) = &held.body.amends {
        return amendment::preview(&portal, page, &me, &signed, &held, amends).await;
    }
    let app = &portal.app;
    let listed = profile(app, held.body.profile).await?;
    let division = Division::of(app, &me, &held).await?;
    let found = problems_of(&portal, &me, &held, division.as_ref(), listed.as_ref()).await?;
    let (true, Ok(ready)) = (found.is_empty(), drafts::ready(app, &me, &held).await?) else {
        return Ok(see_other(&page.href(&format!("/drafts/{}", held.draft.id))));
    };
    let json = publication::to_json(&ready.publication);
    let view = PublicationView::of(app, &page, &ready.publication, Some(ready.notice)).await?;
    private(&PreviewPage {
        page,
        signing: Signing::of(app, &signed).await?,
        id: held.draft.id,
        view,
        json,
        paused: standing::is_paused(app).await?,
    })
}

/// `POST /drafts/{id}/delete`.
pub async fn delete(
    portal: web::Data<Portal>,
    page: Page,
    parts: web::Path<(String, i64)>,
    signed: Signed,
    _: Fields,
) -> Answer {
    let me = me(&portal, &signed).await?;
    let held = opened(&portal, &me, parts.1).await?;
    let division = Division::of(&portal.app, &me, &held).await?;
    if !draft_lots::may_delete(division.as_ref(), &held) {
        return Ok(see_other(&page.href(&format!("/drafts/{}/lots", held.draft.id))));
    }
    portal.app.store.drop_draft(held.draft.id).await.map_err(app::Error::from)?;
    Ok(see_other(&page.href("/drafts?done=draft-deleted")))
}
