//! How much each respondent bears on each coefficient of the linear model.

/// No rate is believed to be nearer to 0 or 1 than this when testing.
const SURE: f64 = 0.02;

/// How the respondents pull at each coefficient, which is the sum of their outcomes times pulls.
///
/// The variance of a coefficient were it 0 is that of the model which says so: of yes and no
/// p(1 − p) at its fitted rates, of numbers its squared residuals, over 1 − its leverage (HC2 with
/// restricted residuals: Davidson & MacKinnon 1985, Annales de l'INSEE 59/60:183–218). The fit
/// follows from that of the full model: it changes by coefficient × pull / spread, and the leverage
/// falls by pull² / spread. For two groups it is Pearson's chi-square test but for the last digits.
/// Squared residuals would do for yes and no as well, were it not that they vanish where the dozen
/// who mention a theme all did alike, just when the coefficient is large.
pub struct Pulls {
    /// Of the respondent at hand, to be filled before adding.
    pub pull: Vec<f64>,
    /// Coefficient over spread.
    step: Vec<f64>,
    /// One over spread.
    weight: Vec<f64>,
    /// Sum of squared pulls of respondents with leverage 1.
    pub lone: Vec<f64>,
    sum: Vec<f64>,
    sum_of_squares: Vec<f64>,
    /// Variance of each coefficient were it 0.
    pub null_variance: Vec<f64>,
}

impl Pulls {
    /// For coefficients and their spreads: their variances in units of the residual variance.
    pub fn new(values: &[f64], spreads: &[f64]) -> Pulls {
        let columns = values.len();
        // A column that is not known has no spread, and is not told.
        let over_spread = |value: f64, spread: f64| if spread > 0.0 { value / spread } else { 0.0 };
        let pairs = values.iter().zip(spreads);
        Pulls {
            pull: vec![0.0; columns],
            step: pairs
                .map(|(value, spread)| over_spread(*value, *spread))
                .collect(),
            weight: spreads
                .iter()
                .map(|spread| over_spread(1.0, *spread))
                .collect(),
            lone: vec![0.0; columns],
            sum: vec![0.0; columns],
            sum_of_squares: vec![0.0; columns],
            null_variance: vec![0.0; columns],
        }
    }

    /// Adds the respondent at hand, whose leverage is 1 − `slack`.
    pub fn add(&mut self, slack: f64) {
        if slack == 0.0 {
            let totals = self.lone.iter_mut().zip(&self.pull);
            totals.for_each(|(total, pull)| *total += pull * pull);
            return;
        }
        let sums = self.sum.iter_mut().zip(&mut self.sum_of_squares);
        for (pull, (sum, sum_of_squares)) in self.pull.iter().zip(sums) {
            let share = pull * pull / slack;
            *sum += share;
            *sum_of_squares += share * share;
        }
    }

    /// Adds the respondent's part of the variance were each coefficient 0, of a yes or no with this
    /// fitted rate.
    pub fn add_null_of_rates(&mut self, fitted: f64, slack: f64) {
        self.add_variance(slack, |change| {
            let rate = (fitted - change).clamp(SURE, 1.0 - SURE);
            rate * (1.0 - rate)
        });
    }

    /// The same of a number with this residual.
    pub fn add_null(&mut self, residual: f64, slack: f64) {
        self.add_variance(slack, |change| (residual + change).powi(2));
    }

    /// `variance` is that of the respondent's outcome if the fit falls by so much.
    fn add_variance(&mut self, slack: f64, variance: impl Fn(f64) -> f64) {
        if slack == 0.0 {
            return;
        }
        let bounds = self.step.iter().zip(&self.weight);
        let totals = self.null_variance.iter_mut().zip(&self.pull).zip(bounds);
        for ((total, pull), (step, weight)) in totals {
            let squared = pull * pull;
            *total += squared * variance(step * pull) / (slack + squared * weight);
        }
    }

    /// Degrees of freedom of a coefficient's standard error, see [`super::linear::Coefficient`].
    pub fn df(&self, column: usize) -> f64 {
        let sum = self.sum[column];
        sum * sum / self.sum_of_squares[column].max(f64::MIN_POSITIVE) - 1.0
    }
}
