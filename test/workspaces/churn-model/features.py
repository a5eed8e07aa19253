"""The features of the churn model, the same in training and serving."""

import numpy as np
import pandas as pd

FEATURES = ["tenure_months", "monthly_charge", "support_calls"]


def prepare(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.replace([np.inf, -np.inf], np.nan).fillna(0)
