"""Serves the churn model."""

import joblib
import pandas as pd
from fastapi import FastAPI
from pydantic import BaseModel

from features import FEATURES, prepare

app = FastAPI(title="Churn model")
model = joblib.load("model.joblib")


class Customer(BaseModel):
    tenure_months: int
    monthly_charge: float
    support_calls: int


@app.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


@app.post("/predict")
def predict(customer: Customer) -> dict[str, float]:
    frame = prepare(pd.DataFrame([customer.model_dump()])[FEATURES])
    return {"churn": float(model.predict_proba(frame)[0, 1])}
