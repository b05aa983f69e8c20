"""Makes the constants that the tests of src/agreement compare with. Documentation, run by hand.

    python -m venv venv && venv/bin/pip install numpy==2.4.6 scikit-learn==1.9.1 krippendorff==0.9.0
    venv/bin/python agreement.py
"""

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score


def kappa():
    for both, first, second, neither in [(20, 5, 10, 15), (1, 9, 3, 87), (0, 4, 4, 2)]:
        a = [1] * (both + first) + [0] * (second + neither)
        b = [1] * both + [0] * first + [1] * second + [0] * neither
        print("kappa", repr(float(cohen_kappa_score(a, b))))


def alpha():
    binary = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    print("alpha, binary", krippendorff.alpha(binary, level_of_measurement="nominal"))
    nominal = [[ord(letter) for letter in coder] for coder in ("aabbdcccedda", "babbbccceddd")]
    print("alpha, nominal", krippendorff.alpha(nominal, level_of_measurement="nominal"))


def masi(a, b):
    common, union = len(a & b), len(a | b)
    if not union:
        return 0.0
    m = 1 if a == b else 2 / 3 if common in (len(a), len(b)) else 1 / 3
    return 1 - common / union * m


def alpha_over_sets():
    sets = [set(), {0}, {1}, {0, 1}, {1, 2}, {0, 1, 2}]
    pairs = [(1, 1), (1, 3), (2, 2), (4, 5), (3, 4), (0, 0), (2, 4), (1, 0), (5, 5), (2, 1)]

    def distance(v1, v2, **_):
        return np.vectorize(lambda a, b: masi(sets[int(a)], sets[int(b)]))(v1, v2)

    print("alpha, MASI", repr(float(krippendorff.alpha(np.array(pairs, float).T, level_of_measurement=distance))))


if __name__ == "__main__":
    for part in (kappa, alpha, alpha_over_sets):
        part()
