"""Makes the constants that the tests of src/trend compare with. Documentation, run by hand.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 statsmodels==0.15.0
    venv/bin/python trend.py
"""

import numpy as np
from scipy import stats
from statsmodels.stats.contingency_tables import StratifiedTable
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

TABLES = [(5, 60, 12, 40), (2, 25, 4, 30), (0, 10, 3, 12)]


def one_table():
    for yes, n in [((5, 12), (60, 40)), ((0, 8), (300, 100)), ((40, 31), (400, 200)), ((900, 350), (9000, 3000))]:
        table = [[yes[0], n[0] - yes[0]], [yes[1], n[1] - yes[1]]]
        print("fisher", yes, n, repr(float(stats.fisher_exact(table).pvalue)))


def several_tables():
    """The sum of independent hypergeometric numbers, its distribution written out."""
    distribution, observed = np.ones(1), 0
    for yes0, n0, yes1, n1 in TABLES:
        k = np.arange(0, yes0 + yes1 + 1)
        distribution = np.convolve(distribution, stats.hypergeom.pmf(k, n0 + n1, yes0 + yes1, n1))
        observed += yes1
    p = distribution[distribution <= distribution[observed] * (1 + 1e-7)].sum()
    print("several", repr(float(p)))
    tables = [np.array([[y1, n1 - y1], [y0, n0 - y0]]) for y0, n0, y1, n1 in TABLES]
    print("  Mantel-Haenszel, for the order of magnitude:", StratifiedTable(tables).test_null_odds())


def difference():
    low, high = confint_proportions_2indep(62, 250, 75, 750, method="newcomb")
    print("newcombe", repr(float(low)), repr(float(high)))
    print("fisher", repr(float(stats.fisher_exact([[62, 188], [75, 675]]).pvalue)))
    print("wilson", proportion_confint(1, 2, method="wilson"))


def design_effect():
    """Rao & Scott 1992, equation for the variance of a ratio over clusters, written out."""
    clusters = [[(1, 3), (0, 1), (0, 2), (2, 2), (0, 1), (0, 1), (1, 1), (0, 4)],
                [(2, 2), (3, 4), (0, 1), (1, 1), (0, 2), (0, 1)]]
    top = bottom = 0.0
    for group in clusters:
        x, n = sum(x for x, _ in group), sum(n for _, n in group)
        p = x / n
        top += sum((xi - ni * p) ** 2 for xi, ni in group)
        bottom += n * p * (1 - p)
    print("design effect", repr(top / bottom))


if __name__ == "__main__":
    for part in (one_table, several_tables, difference, design_effect):
        part()
