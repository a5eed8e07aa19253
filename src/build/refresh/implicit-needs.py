"""Checks the rows of src/data/implicit-needs.ts by installing.

python3 implicit-needs.py WORK UV: WORK is a directory for virtual environments, UV the program uv. For each row below: what the
library is installed with, code that uses it, and what it needs. The code has to fail without the need, with the text that the row
has, and to end well with it. Prints a line for each row, and ends with 1 when one does not hold.
"""

import subprocess
import sys
from pathlib import Path

ROWS = [
    ("python-multipart", "fastapi", "from fastapi import FastAPI, UploadFile\napp = FastAPI()\n@app.post('/')\ndef f(file: UploadFile): pass\n"),
    ("python-multipart", "fastapi", "from fastapi import FastAPI, Form\napp = FastAPI()\n@app.post('/')\ndef f(name: str = Form(...)): pass\n"),
    ("python-multipart", "fastapi", "from fastapi import FastAPI, Depends\nfrom fastapi.security import OAuth2PasswordRequestForm\napp = FastAPI()\n@app.post('/')\ndef f(form: OAuth2PasswordRequestForm = Depends()): pass\n"),
    ("jinja2", "fastapi", "from fastapi.templating import Jinja2Templates\nJinja2Templates(directory='.')\n"),
    ("itsdangerous", "fastapi", "from starlette.middleware.sessions import SessionMiddleware\n"),
    ("email-validator", "pydantic", "from pydantic import BaseModel, EmailStr\nclass A(BaseModel):\n    mail: EmailStr\n"),
    ("openpyxl", "pandas xlsxwriter", "import pandas as pd\npd.DataFrame({'a': [1]}).to_excel('/tmp/a.xlsx', engine='xlsxwriter')\npd.read_excel('/tmp/a.xlsx')\n"),
    ("pyarrow", "pandas", "import pandas as pd\npd.DataFrame({'a': [1]}).to_parquet('/tmp/a.parquet')\n"),
    ("fastparquet", "pandas", "import pandas as pd\npd.DataFrame({'a': [1]}).to_parquet('/tmp/a.parquet')\n"),
    ("tables", "pandas", "import pandas as pd\npd.DataFrame({'a': [1]}).to_hdf('/tmp/a.h5', key='a')\n"),
]


def run(work: Path, uv: str, install: str, code: str) -> tuple[bool, str]:
    env = work / "env"
    subprocess.run([uv, "venv", "-q", "--clear", "--python", sys.executable, str(env)], check=True)
    python = str(env / "bin/python")
    subprocess.run([uv, "pip", "install", "-q", "--python", python, *install.split()], check=True)
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, timeout=120)
    lines = done.stderr.strip().splitlines() or [""]
    return done.returncode == 0, next((line for line in reversed(lines) if "Error" in line), lines[-1])


def main(work: Path, uv: str) -> int:
    wrong = 0
    for need, library, code in ROWS:
        bare, error = run(work, uv, library, code)
        full, other = run(work, uv, f"{library} {need}", code)
        holds = not bare and full
        wrong += not holds
        print("ok " if holds else "NO ", need, "|", library, "|", error[:150], "" if full else f"| with it: {other[:100]}", flush=True)
    return 1 if wrong else 0


sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
