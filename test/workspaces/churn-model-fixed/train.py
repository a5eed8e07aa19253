"""Trains the churn model and writes it to model.joblib."""

from pathlib import Path

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FEATURES = ["tenure_months", "monthly_charge", "support_calls"]


def main() -> None:
    customers = pd.read_csv(Path("data/customers.csv"))
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(customers[FEATURES], customers["churned"])
    joblib.dump(model, "model.joblib")


if __name__ == "__main__":
    main()
