"""Where an answer of `forloeb measure run --json` and the oracle's differ, in words; nothing where they agree.

Counts and states must be equal. Values, sums and intervals must agree to 9 digits; the bounds that come out of a
distribution (Garwood, Student) and p-values to 7, which is what the oracle's own numerics promise.
"""

from math import isclose

NEAR, ROUGH = 1e-9, 1e-7
ROUGH_METHODS = ("poisson_exact_95", "paired_t_95")


def _near(a, b, tolerance):
    return isclose(a, b, rel_tol=tolerance, abs_tol=tolerance)


def differences(said, samples, hidden):
    found = []
    theirs = {(place > 0, stratum["value"]): stratum for place, stratum in enumerate(said["strata"])}
    ours = {(place > 0, sample.name): sample for place, sample in enumerate(samples)}
    for key in sorted(set(theirs) | set(ours)):
        name = f"[{key[1]}]" if key[0] else "all"
        if key not in theirs:
            found.append(f"{name} is not in the engine's answer")
        elif key not in ours:
            if any(figure["n"] for figure in theirs[key]["figures"]) or theirs[key]["hidden"]:
                found.append(f"{name} is in the engine's answer only")
        else:
            found += [f"{name} {text}" for text in _of_stratum(theirs[key], ours[key])]
    persons = -1 if samples[0].hidden else samples[0].persons
    if said["receipt"]["n"] != persons:
        found.append(f"receipt: n is {said['receipt']['n']}, by the oracle {persons}")
    if said["receipt"]["hidden"] != hidden and not found:
        found.append(f"receipt: {said['receipt']['hidden']} hidden, by the oracle {hidden}")
    return found


def _of_stratum(theirs, ours):
    if bool(theirs["hidden"]) != bool(ours.hidden):
        return [f"hidden is {theirs['hidden']}, by the oracle {ours.hidden}"]
    said = {figure["code"]: figure for figure in theirs["figures"]}
    ours = {figure.code: figure for figure in ours.figures}
    found = [f"{code} is in one of the answers only" for code in sorted(set(said) ^ set(ours))]
    for code in sorted(set(said) & set(ours)):
        found += [f"{code}: {text}" for text in _of_figure(said[code], ours[code])]
    return found


def _of_figure(said, ours):
    found = [f"{name} is {said[name]}, by the oracle {getattr(ours, name)}" for name in ("state", "n", "missing", "imprecise", "censored")
             if said[name] != getattr(ours, name)]
    if ours.state != "shown" or said["state"] != "shown":
        return found
    tolerance = ROUGH if said["unit"] == "p" else NEAR
    for name in ("value", "numerator", "denominator"):
        if not _near(said[name], float(getattr(ours, name)), tolerance):
            found.append(f"{name} is {said[name]}, by the oracle {getattr(ours, name)}")
    method = said.get("intervalMethod", "")
    if bool(method) != (ours.interval is not None):
        found.append(f"interval is {method or 'none'}, by the oracle {ours.interval}")
    elif method and not all(_near(a, b, ROUGH if method in ROUGH_METHODS else NEAR) for a, b in zip((said["low"], said["high"]), ours.interval)):
        found.append(f"interval is {said['low']} to {said['high']}, by the oracle {ours.interval}")
    return found
