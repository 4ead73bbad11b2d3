"""Links one table with Splink: TABLE.csv SETTINGS OUT_FOLDER. Writes pairs.csv and clusters-THRESHOLD.csv, prints what it took as JSON.

The settings of febrl3 and fake_1000 are those of Splink's own documentation (example "febrl3"; quick start, tutorial, and example "accuracy
analysis from labels column"); `people` are ours, for there are none for Chinese people.
"""

import json
import resource
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

table, name, out = sys.argv[1:]


def rules(*keys):
    return [block_on(*key.split("+")) for key in keys]


def typo(column, distances):
    return cl.DamerauLevenshteinAtThresholds(column, distances)


def rare(column):
    return cl.ExactMatch(column).configure(term_frequency_adjustments=True)


def date(column, written):
    return cl.DateOfBirthComparison(column, input_is_string=True, datetime_format=written)


CHOICES = {
    "febrl3": {
        "comparisons": [
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            date("date_of_birth", "%Y%m%d"),
            typo("soc_sec_id", [2]),
            rare("street_number"),
            rare("postcode"),
        ],
        "blocking": rules("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode"),
        "certain": rules("soc_sec_id", "given_name+surname+date_of_birth")
        + ["l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth"],
        "recall": 0.9,
        "training": rules("date_of_birth", "postcode"),
    },
    "fake_1000": {
        "comparisons": [
            cl.JaroWinklerAtThresholds("first_name", [0.9, 0.7]),
            cl.JaroAtThresholds("surname", [0.9, 0.7]),
            cl.DateOfBirthComparison(
                "dob", input_is_string=True, datetime_metrics=["year", "month"], datetime_thresholds=[1, 1]
            ),
            rare("city"),
            cl.EmailComparison("email"),
        ],
        "blocking": rules("first_name", "surname"),
        "certain": rules("first_name+surname"),
        "recall": 0.7,
        "training": rules("first_name+surname", "dob"),
    },
    "fake_1000_tutorial": {
        "comparisons": [
            cl.NameComparison("first_name"),
            cl.NameComparison("surname"),
            cl.LevenshteinAtThresholds("dob", 1),
            rare("city"),
            cl.EmailComparison("email"),
        ],
        "blocking": rules("first_name+city", "surname", "dob"),
        "certain": rules("first_name+dob")
        + ["l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2"]
        + rules("email"),
        "recall": 0.7,
        "training": rules("first_name+surname", "dob"),
        "random": 2e6,
    },
    "fake_1000_accuracy": {
        "comparisons": [
            cl.ForenameSurnameComparison("first_name", "surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            rare("city"),
            cl.EmailComparison("email"),
        ],
        "blocking": rules("first_name", "surname", "dob", "email"),
        "certain": [
            "l.first_name = r.first_name and levenshtein(r.dob, l.dob) <= 1",
            "l.surname = r.surname and levenshtein(r.dob, l.dob) <= 1",
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            "l.email = r.email",
        ],
        "recall": 0.7,
        "training": rules("dob", "email", "first_name+surname"),
        "without_frequencies": True,
    },
    "people": {
        "comparisons": [
            cl.LevenshteinAtThresholds("name", [1]).configure(term_frequency_adjustments=True),
            cl.ExactMatch("sex"),
            typo("id_number", [1, 2]),
            date("birth_date", "%Y-%m-%d"),
            typo("phone", [1]),
            cl.JaroWinklerAtThresholds("address", [0.92, 0.8]),
        ],
        "blocking": rules("id_number", "phone", "name+birth_date", "name+address", "address+birth_date"),
        "certain": rules("id_number"),
        "recall": 0.8,
        "training": rules("id_number", "name+birth_date"),
    },
}
chosen = CHOICES[name]
began = time.perf_counter()
connection = duckdb.connect()
rows = connection.sql(f"select * from read_csv('{table}', all_varchar = true, header = true)")
api = DuckDBAPI(connection=connection)
settings = SettingsCreator(
    link_type="dedupe_only",
    unique_id_column_name="row_number",
    comparisons=chosen["comparisons"],
    blocking_rules_to_generate_predictions=chosen["blocking"],
)
linker = Linker(api.register(rows), settings)
linker.training.estimate_probability_two_random_records_match(chosen["certain"], recall=chosen["recall"])
linker.training.estimate_u_using_random_sampling(max_pairs=chosen.get("random", 1e6), seed=2)
for rule in chosen["training"]:
    linker.training.estimate_parameters_using_expectation_maximisation(
        rule, estimate_without_term_frequencies=chosen.get("without_frequencies", False)
    )
predicted = linker.inference.predict(threshold_match_weight=-10)
clusters = {at: linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, at) for at in (0.5, 0.95)}
seconds = time.perf_counter() - began
used = resource.getrusage(resource.RUSAGE_SELF)
processor = used.ru_utime + used.ru_stime
peak = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
pairs = predicted.as_duckdbpyrelation()
pairs.select("row_number_l, row_number_r, match_probability").write_csv(f"{out}/pairs.csv", header=False)
for at, found in clusters.items():
    found.as_duckdbpyrelation().select("row_number, cluster_id").write_csv(f"{out}/clusters-{at}.csv", header=False)
print(json.dumps({"seconds": seconds, "processorSeconds": processor, "peakMb": peak}))
