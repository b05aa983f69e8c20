"""Makes the constants that the tests of src/impact compare with. Documentation, run by hand.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 \
        pandas==2.3.3 statsmodels==0.15.0 lifelines==0.30.3
    venv/bin/python impact.py
"""

import numpy as np
import statsmodels.api as sm
from lifelines import KaplanMeierFitter
from lifelines.utils import median_survival_times, restricted_mean_survival_time
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint


def distributions():
    for df in (1, 2, 10, 120, 1968, 1e6):
        print("t quantile", df, repr(float(stats.t.ppf(0.975, df))))
    print("t tail", repr(float(2 * stats.t.sf(2, 5))))
    print("normal tail", repr(float(2 * stats.norm.sf(6))))


def proportions():
    print("wilson 81/263", proportion_confint(81, 263, method="wilson"))
    print("newcombe", confint_proportions_2indep(56, 70, 48, 80, method="newcomb"))
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
         0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    print("bh", multipletests(p, method="fdr_bh")[1])


def survival():
    time = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
    event = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
    fitted = KaplanMeierFitter().fit(time, event)
    print(fitted.survival_function_.join(fitted.confidence_interval_))
    print(median_survival_times(fitted.confidence_interval_))


def linear(n=240, cells=3, themes=4):
    """The same deterministic data as `hc3_agrees_with_statsmodels` in linear.rs."""
    cell = np.array([i % cells for i in range(n)])
    x = np.array([[float((i * (7 + 4 * j) + i * i * (j + 1)) % (11 + 2 * j) < 3) for j in range(themes)]
                  for i in range(n)])
    y = np.array([float((i * 13 + i * i * 5) % 17 < 6 + 3 * (i % cells) - 2 * x[i, 0]) for i in range(n)])
    design = np.column_stack([(cell == c).astype(float) for c in range(cells)] + [x])
    fit = sm.OLS(y, design).fit(cov_type="HC3", use_t=True)
    for j in range(themes):
        k = cells + j
        low, high = fit.conf_int()[k]
        print("hc3", j, *(f"{v:.10f}" for v in (fit.params[k], fit.bse[k], low, high, fit.pvalues[k])))
        # Restricted: fitted rates and leverages of the model without the column.
        rest = np.delete(design, k, axis=1)
        hat = rest @ np.linalg.pinv(rest)
        rate = np.clip(hat @ y, 0.02, 0.98)
        pull = np.linalg.pinv(design)[k]
        null = np.sqrt(np.sum(pull**2 * rate * (1 - rate) / (1 - np.diag(hat))))
        print("null p", j, f"{2 * stats.t.sf(abs(fit.params[k] / null), fit.df_resid):.10f}")
    print("leverage", f"{fit.get_influence().hat_matrix_diag.max():.10f}", "df", fit.df_resid)


def means():
    a, b = [1.0, 4.0, 2.5, 8.0, 3.0], [2.0, 2.5, 9.0, 11.0]
    low, high = stats.t.interval(0.95, len(a) - 1, np.mean(a), stats.sem(a))
    print("mean", np.mean(a), low, high)
    difference = stats.ttest_ind(a, b, equal_var=False).confidence_interval(0.95)
    print("welch", np.mean(a) - np.mean(b), difference.low, difference.high)


def mantel_haenszel():
    """Sato's variance written out independently: strata of tolbutamide (Rothman et al. 2008)."""
    tables = [(8, 98, 5, 115), (22, 76, 16, 69)]
    w = sum((a + b) * (c + d) / (a + b + c + d) for a, b, c, d in tables)
    rd = sum((a * (c + d) - c * (a + b)) / (a + b + c + d) for a, b, c, d in tables) / w
    p = sum((c * ((a + b) / n) ** 2 - a * ((c + d) / n) ** 2 + (a + b) / n * (c + d) / n * (c + d - a - b) / 2)
            for a, b, c, d in tables for n in [a + b + c + d])
    q = sum((a * d + c * b) / (2 * (a + b + c + d)) for a, b, c, d in tables)
    se = np.sqrt((rd * p + q) / w**2)
    print("mh", rd, se, rd - 1.959963984540054 * se, rd + 1.959963984540054 * se)


def more_distributions():
    for x, df in ((3.841458820694124, 1), (2, 5), (30, 10), (250, 200)):
        print("chi-square tail", x, df, repr(float(stats.chi2.sf(x, df))))
    for share in (0.975, 0.1, 1e-9):
        print("normal quantile", share, repr(float(stats.norm.ppf(share))))


def heterogeneity():
    """Cochran's Q of risk differences, one added to each cell (Agresti & Caffo)."""
    tables = [(8, 98, 5, 115), (22, 76, 16, 69), (30, 20, 12, 40)]
    rates = [((a + 1) / (a + b + 2), a + b + 2, (c + 1) / (c + d + 2), c + d + 2) for a, b, c, d in tables]
    effect = np.array([p - q for p, _, q, _ in rates])
    variance = np.array([p * (1 - p) / n + q * (1 - q) / m for p, n, q, m in rates])
    found = combine_effects(effect, variance)
    print("cochran q", repr(float(found.q)), repr(float(stats.chi2.sf(found.q, len(tables) - 1))))


def standardised_difference():
    p, q = np.array([0.5, 0.3]), np.array([0.4, 0.25])
    cov = lambda p: np.diag(p) - np.outer(p, p)
    print("standardised difference", np.sqrt((p - q) @ np.linalg.inv((cov(p) + cov(q)) / 2) @ (p - q)))


def restricted_mean(until=30):
    """Area under the Kaplan-Meier curve of the leukaemia data, and its variance, step by step."""
    time = np.array([6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35])
    event = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0])
    fitted = KaplanMeierFitter().fit(time, event)
    print("restricted mean", repr(float(restricted_mean_survival_time(fitted, t=until))))
    steps = [0] + sorted(set(time[(event == 1) & (time < until)]))
    survival = [float(fitted.predict(t)) for t in steps]
    pieces = [s * (e - b) for s, b, e in zip(survival, steps, steps[1:] + [until])]
    variance = 0
    for k, t in enumerate(steps[1:], start=1):
        d, n = ((time == t) & (event == 1)).sum(), (time >= t).sum()
        variance += sum(pieces[k:]) ** 2 * d / (n * (n - d))
    print("its variance", repr(float(variance)))


def newey_west():
    x = np.array([12, 15, 11, 14, 18, 7, 6, 13, 16, 15, 17, 19, 9, 8, 14, 18, 17, 16, 21, 10, 9], float)
    fit = sm.OLS(x, np.ones(len(x))).fit(cov_type="HAC", cov_kwds={"maxlags": 7}, use_t=True)
    print("newey west", repr(float(fit.params[0])), [repr(float(v)) for v in fit.conf_int()[0]])


def ridge(penalty=1.0):
    """The data of `respondents` in ridge.rs; strata around a common intercept, all penalised."""
    i = np.arange(600)
    late = i % 5 < 2
    x = np.column_stack([i % 4 == 0, i % 7 < 2, (i * 13 % 11 < 4) == late]).astype(float)
    y = ((i * i * 7 + i * 31) % 101 < 45 + 20 * late - 25 * (i % 4 == 0)).astype(float)
    strata = np.column_stack([~late, late]).astype(float)
    design = np.column_stack([strata, x])
    sigma = lambda z: 1 / (1 + np.exp(-z))
    theta = np.zeros(5)
    for _ in range(500):
        centre = np.array([theta[:2].mean()] * 2 + [0, 0, 0])
        rate = sigma(design @ theta)
        information = design.T @ (design * (rate * (1 - rate))[:, None]) + penalty * np.eye(5)
        theta = theta + np.linalg.solve(information, design.T @ (y - rate) - penalty * (theta - centre))
    def difference(theta, j):
        one, none = design.copy(), design.copy()
        one[:, 2 + j], none[:, 2 + j] = 1, 0
        return (sigma(one @ theta) - sigma(none @ theta)).mean()
    rate = sigma(design @ theta)
    information = design.T @ (design * (rate * (1 - rate))[:, None]) + penalty * np.eye(5)
    for j in range(3):
        gradient = np.array([(difference(theta + 1e-5 * e, j) - difference(theta - 1e-5 * e, j)) / 2e-5
                             for e in np.eye(5)])
        error = np.sqrt(gradient @ np.linalg.solve(information, gradient))
        value = difference(theta, j)
        print("ridge", j, *(f"{v:.10f}" for v in (value, value - 1.959963984540054 * error,
                                                   value + 1.959963984540054 * error)))


def bootstrap():
    x = np.array([i * i % 41 + (100 if i % 13 == 0 else 0) for i in range(1, 41)], float)
    found = stats.bootstrap((x,), np.mean, n_resamples=200_000, method="BCa", rng=np.random.default_rng(1))
    print("bca", x.mean(), found.confidence_interval)


if __name__ == "__main__":
    for part in (distributions, proportions, survival, linear, means, mantel_haenszel,
                 more_distributions, heterogeneity, standardised_difference, restricted_mean, newey_west,
                 ridge, bootstrap):
        part()
