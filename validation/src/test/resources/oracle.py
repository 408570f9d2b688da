"""Recomputes what OracleTests wrote, with scikit-learn, statsmodels and plain NumPy."""

import json
import sys

import numpy as np
import statsmodels.api as sm
from scipy.stats import norm
from sklearn.metrics import brier_score_loss, roc_auc_score, roc_curve
from statsmodels.stats.proportion import proportion_confint

Z = norm.ppf(0.975)


def close(name, ours, peer, tolerance=1e-9):
    assert np.allclose(ours, peer, rtol=tolerance, atol=tolerance), (name, ours, peer)


def placements(y, s):
    """DeLong et al. 1988, section 2: V10 for positives, V01 for negatives, by all pairs."""
    x, z = s[y == 1], s[y == 0]
    psi = (x[:, None] > z[None, :]) + 0.5 * (x[:, None] == z[None, :])
    v = np.empty(len(y))
    v[y == 1], v[y == 0] = psi.mean(1), psi.mean(0)
    return psi.mean(), v


def variance(y, g, theta, v):
    """Obuchowski 1997, equation 4, for one vector of placements."""
    m, n = (y == 1).sum(), (y == 0).sum()
    clusters = np.unique(g)
    a = np.array([(v[(g == k) & (y == 1)] - theta).sum() for k in clusters])
    b = np.array([(v[(g == k) & (y == 0)] - theta).sum() for k in clusters])
    i10, i01, i = len(np.unique(g[y == 1])), len(np.unique(g[y == 0])), len(clusters)
    s10 = i10 / ((i10 - 1) * m) * (a**2).sum()
    s01 = i01 / ((i01 - 1) * n) * (b**2).sum()
    s11 = i / (i - 1) * (a * b).sum()
    return s10 / m + s01 / n + 2 * s11 / (m * n)


def share(right, cases, g):
    """Wilson; with clusters the number of cases is divided by the design effect."""
    total, good = cases.sum(), right.sum()
    clusters = np.unique(g[cases == 1])
    p, k = good / total, len(clusters)
    if k == total:
        low, high = proportion_confint(good, total, method="wilson")
        return p, low, high
    effective = k
    if 0 < good < total:
        r = np.array([(right[g == c] - p * cases[g == c]).sum() for c in clusters])
        deff = (k / (k - 1) * (r**2).sum() / total**2) / (p * (1 - p) / total)
        effective = total / max(1, deff)
    low, high = proportion_confint(p * effective, effective, method="wilson")
    return p, low, high


sets = json.load(open(sys.argv[1]))
for d in sets:
    y, s, t, g = (np.array(d[k]) for k in "ystg")
    theta, v = placements(y, s)
    other, w = placements(y, t)
    close("auc", d["auc"][0], roc_auc_score(y, s))
    se = np.sqrt(variance(y, g, theta, v))
    if len(np.unique(g)) == len(y):
        delong = np.sqrt(np.var(v[y == 1], ddof=1) / (y == 1).sum() + np.var(v[y == 0], ddof=1) / (y == 0).sum())
        close("DeLong", se, delong)
    logit, half = np.log(theta / (1 - theta)), Z * se / (theta * (1 - theta))
    close("auc interval", d["auc"][1:], [1 / (1 + np.exp(-(logit - half))), 1 / (1 + np.exp(-(logit + half)))])
    delta, sd = theta - other, np.sqrt(variance(y, g, theta - other, v - w))
    close("difference", d["difference"], [delta, delta - Z * sd, delta + Z * sd])
    close("p", d["p"], 2 * norm.sf(abs(delta) / sd), 1e-7)

    fpr, tpr, _ = roc_curve(y, s, drop_intermediate=False)
    called = (s >= d["threshold"]).astype(int)
    j = (called[y == 1].mean() if (y == 1).any() else 0) - called[y == 0].mean()
    close("Youden", j, (tpr - fpr).max())
    one, zero = (y == 1).astype(int), (y == 0).astype(int)
    close("sensitivity", d["sensitivity"], share(called * one, one, g))
    close("specificity", d["specificity"], share((1 - called) * zero, zero, g))
    close("ppv", d["ppv"], share(called * one, called, g))
    close("npv", d["npv"], share((1 - called) * zero, 1 - called, g))

    close("brier", d["brier"], brier_score_loss(y, s))
    bins = np.minimum(9, (s * 10).astype(int))
    ece = sum((bins == b).sum() * abs(y[bins == b].mean() - s[bins == b].mean()) for b in np.unique(bins)) / len(y)
    close("ece", d["ece"], ece)
    clipped = np.clip(s, 1e-7, 1 - 1e-7)
    fit = sm.Logit(y, sm.add_constant(np.log(clipped / (1 - clipped)))).fit(disp=0, tol=1e-12)
    low, high = fit.conf_int().T
    close("intercept", d["intercept"], [fit.params[0], low[0], high[0]], 1e-6)
    close("slope", d["slope"], [fit.params[1], low[1], high[1]], 1e-6)
print("checked", len(sets))
