use assay_analysis::impact::{self, MetricsInput};

use super::options::options;
use super::set::{check_segment, settings};
use super::{Metrics, MetricsRequest, load};
use crate::{Code, Error, Project, Result};

/// Activation metrics of the project, by a segment when asked for.
pub fn metrics(project: &Project, request: MetricsRequest) -> Result<Metrics> {
    if let Some(segment) = &request.by {
        check_segment(segment, &options(project)?.segments)?;
    }
    let settings = settings(project)?;
    let data = project.read(|store| load(store, settings))?;
    if data.customers.is_empty() {
        return Err(Error::bad_input(
            "there are no customers to measure yet; import a customer file first",
        ));
    }
    let metrics = impact::metrics(&MetricsInput {
        settings: data.settings.as_ref(),
        customers: &data.customers,
        outcomes: &data.outcomes,
        events: &data.events,
        as_of: data.as_of.unwrap_or(i64::MAX),
        by: request.by.as_deref(),
    });
    serde_json::to_value(metrics).map(Metrics).map_err(|error| {
        Error::new(
            Code::Internal,
            format!("the metrics could not be written as JSON: {error}"),
        )
    })
}
