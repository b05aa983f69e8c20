use super::{ReportRequest, ReportSettings, Template, TemplateRequest, render, template};
use crate::{Changed, Project, Result, Task};

/// The key that they are kept under.
const SETTING: &str = "report";

/// What a person chose for the project's report.
pub fn settings(project: &Project) -> Result<ReportSettings> {
    let kept = project.read(|store| Ok(store.setting(SETTING)?))?;
    Ok(kept.unwrap_or_default())
}

/// Keep what was chosen. A template that cannot be filled in is refused, with what is wrong in it.
pub fn set(
    project: &Project,
    request: ReportSettings,
    _task: &Task,
) -> Result<Changed<ReportSettings>> {
    let before = settings(project)?;
    if let Some(template) = &request.template
        && before.template.as_ref() != Some(template)
    {
        let tried = ReportRequest {
            template_text: Some(template.clone()),
            compare: request.compare.clone(),
            // Nothing of it leaves the project.
            allow_contact_data: true,
            ..ReportRequest::default()
        };
        render(project, tried)?;
    }
    let what = match (&before.template, &request.template) {
        (before, after) if before == after => "Change what is in the report",
        (_, Some(_)) => "Change the report's template",
        (_, None) => "Go back to the built-in template of the report",
    };
    project.write(|write| {
        write.describe(what);
        write.set_setting(SETTING, &request)?;
        Ok(request)
    })
}

/// The text of the built-in template, or of one in a file.
pub fn read_template(request: TemplateRequest) -> Result<Template> {
    let text = match &request.path {
        Some(path) => template::of_file(path)?,
        None => template::BUILT_IN.to_owned(),
    };
    Ok(Template { text })
}
