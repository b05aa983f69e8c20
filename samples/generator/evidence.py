"""What the planted truth looks like in this very sample.

The same model as the program's default, written independently and in plain
Python: activated ~ plan + all themes, ordinary least squares with HC3 variance
(MacKinnon & White 1985), normal quantiles.
"""

import math

Z = 1.959964


def estimates(respondents, keys):
    """Per theme: count, adjusted and unadjusted difference with 95 % interval and p.

    ``respondents`` are ``(plan, set of themes, activated)``.
    """
    plans = sorted({plan for plan, _, _ in respondents})
    rows = [
        [1.0 * (plan == p) for p in plans] + [1.0 * (key in said) for key in keys]
        for plan, said, _ in respondents
    ]
    outcome = [1.0 * activated for _, _, activated in respondents]
    coefficients, variances = _least_squares(rows, outcome)
    result = {}
    for number, key in enumerate(keys):
        column = len(plans) + number
        with_theme = [y for (_, said, _), y in zip(respondents, outcome) if key in said]
        without = [y for (_, said, _), y in zip(respondents, outcome) if key not in said]
        rate, other = sum(with_theme) / len(with_theme), sum(without) / len(without)
        spread = rate * (1 - rate) / len(with_theme) + other * (1 - other) / len(without)
        result[key] = {
            "respondents": len(with_theme),
            "activated": int(sum(with_theme)),
            "adjusted": _summary(coefficients[column], math.sqrt(variances[column])),
            "unadjusted": _summary(rate - other, math.sqrt(spread)),
        }
    return result


def _summary(value, error):
    return {
        "difference": round(value, 4),
        "low": round(value - Z * error, 4),
        "high": round(value + Z * error, 4),
        "p": round(math.erfc(abs(value) / error / math.sqrt(2)), 5),
    }


def _least_squares(rows, outcome):
    """Coefficients and the HC3 variance of each."""
    width = len(rows[0])
    gram = [[sum(r[i] * r[j] for r in rows) for j in range(width)] for i in range(width)]
    inverse = _inverse(gram)
    moments = [sum(r[i] * y for r, y in zip(rows, outcome)) for i in range(width)]
    beta = [sum(a * b for a, b in zip(line, moments)) for line in inverse]
    variances = [0.0] * width
    for row, y in zip(rows, outcome):
        pull = [sum(a * b for a, b in zip(line, row)) for line in inverse]
        leverage = sum(a * b for a, b in zip(pull, row))
        residual = (y - sum(a * b for a, b in zip(beta, row))) / (1.0 - leverage)
        for i in range(width):
            variances[i] += (pull[i] * residual) ** 2
    return beta, variances


def _inverse(matrix):
    """Gauss and Jordan, with pivoting."""
    size = len(matrix)
    work = [list(row) + [1.0 * (i == j) for j in range(size)] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(work[r][column]))
        work[column], work[pivot] = work[pivot], work[column]
        scale = work[column][column]
        work[column] = [value / scale for value in work[column]]
        for other in range(size):
            if other != column and work[other][column]:
                factor = work[other][column]
                work[other] = [a - factor * b for a, b in zip(work[other], work[column])]
    return [row[size:] for row in work]
