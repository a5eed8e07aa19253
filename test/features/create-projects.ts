/** Small projects of which a Dockerfile is made, with the start command that it must have. */
export const projects: Readonly<
  Record<
    string,
    {
      readonly files: Readonly<Record<string, string>>;
      readonly folder?: string;
      readonly command: readonly string[];
      readonly lines?: readonly string[];
    }
  >
> = {
  'FastAPI with requirements': {
    files: {
      'requirements.txt': 'fastapi==0.115.6\nuvicorn==0.34.0\njoblib==1.4.2\nscikit-learn==1.6.0\n',
      'main.py':
        'import joblib\nfrom fastapi import FastAPI\n\nfrom features import scale\n\napp = FastAPI()\nmodel = joblib.load("model.joblib")\n\n\n@app.get("/health")\ndef health():\n    return "ok"\n\n\n@app.post("/predict")\ndef predict(row: dict):\n    return scale(row)\n',
      'features.py': 'def scale(row):\n    return row\n',
      'model.joblib': '',
      'train.py':
        'import joblib\n\nif __name__ == "__main__":\n    joblib.dump({}, "model.joblib")\n',
      'tests/test_main.py': 'from main import app\n',
      '.env.example': 'KEY=\n',
    },
    command: ['uvicorn', 'main:app', '--host', '0.0.0.0', '--port', '8000'],
    lines: ['FROM python:3.12-slim-bookworm', 'USER 10001', 'EXPOSE 8000'],
  },
  'FastAPI without a server': {
    files: {
      'requirements.txt': 'fastapi==0.115.6\n',
      'app/__init__.py': '',
      'app/main.py':
        'from fastapi import FastAPI\n\nfrom app.routes import router\n\napp = FastAPI()\napp.include_router(router)\n',
      'app/routes.py': 'from fastapi import APIRouter\n\nrouter = APIRouter()\n',
    },
    command: ['uvicorn', 'app.main:app', '--host', '0.0.0.0', '--port', '8000'],
  },
  'Flask with gunicorn': {
    files: {
      'requirements.txt': 'flask==3.1.0\ngunicorn==23.0.0\nnumpy==2.2.0\n',
      'app.py':
        'import numpy as np\nfrom flask import Flask\n\napp = Flask(__name__)\n\n\n@app.route("/healthz")\ndef health():\n    return str(np.zeros(1))\n\n\nif __name__ == "__main__":\n    app.run(debug=True, port=5001)\n',
    },
    command: ['gunicorn', '--bind', '0.0.0.0:5001', 'app:app'],
  },
  'Flask alone, made by a function': {
    files: {
      'requirements.txt': 'Flask==3.1.0\n',
      'service/__init__.py':
        'from flask import Flask\n\n\ndef create_app():\n    return Flask(__name__)\n',
    },
    command: ['flask', '--app', 'service', 'run', '--host', '0.0.0.0', '--port', '5000'],
  },
  Streamlit: {
    files: {
      'requirements.txt': 'streamlit==1.41.0\npandas==2.2.3\n',
      'app.py':
        'import pandas as pd\nimport streamlit as st\n\nst.title("Churn")\nst.write(pd.DataFrame())\n',
      'pages/more.py': 'import streamlit as st\n\nst.title("More")\n',
    },
    command: ['streamlit', 'run', 'app.py', '--server.address', '0.0.0.0', '--server.port', '8501'],
  },
  Gradio: {
    files: {
      'requirements.txt': 'gradio==5.9.1\ntransformers==4.47.1\ntorch==2.5.1\n',
      'app.py':
        'import gradio as gr\nfrom transformers import pipeline\n\npipe = pipeline("text-classification")\ndemo = gr.Interface(fn=pipe, inputs="text", outputs="label")\ndemo.launch()\n',
    },
    command: ['python', 'app.py'],
    lines: ['EXPOSE 7860'],
  },
  Django: {
    files: {
      'requirements.txt': 'django==5.1.4\ngunicorn==23.0.0\n',
      'manage.py':
        'import os\nimport sys\n\nif __name__ == "__main__":\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n',
      'shop/__init__.py': '',
      'shop/settings.py': 'DEBUG = False\n',
      'shop/wsgi.py':
        'import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
    },
    command: ['gunicorn', '--bind', '0.0.0.0:8000', 'shop.wsgi:application'],
  },
  'Django without a server': {
    files: {
      'requirements.txt': 'django==5.1.4\n',
      'manage.py': 'import os\n',
      'shop/__init__.py': '',
      'shop/settings.py': 'DEBUG = False\n',
      'shop/wsgi.py':
        'from django.core.wsgi import get_wsgi_application\n\napplication = get_wsgi_application()\n',
    },
    command: ['gunicorn', '--bind', '0.0.0.0:8000', 'shop.wsgi:application'],
  },
  'a script': {
    files: {
      'requirements.txt': 'pandas==2.2.3\n',
      'report.py':
        'import pandas as pd\n\n\ndef main():\n    pd.DataFrame().to_csv("out.csv")\n\n\nif __name__ == "__main__":\n    main()\n',
    },
    command: ['python', 'report.py'],
    lines: ['COPY --chown=app:app . .'],
  },
  'a script without dependencies': {
    files: { 'main.py': 'import json\n\nif __name__ == "__main__":\n    print(json.dumps({}))\n' },
    command: ['python', 'main.py'],
  },
  uv: {
    files: {
      'pyproject.toml':
        '[project]\nname = "churn"\nversion = "0.1.0"\nrequires-python = ">=3.13"\ndependencies = ["fastapi>=0.115", "uvicorn>=0.34"]\n\n[dependency-groups]\ndev = ["pytest"]\n',
      'uv.lock':
        'version = 1\nrequires-python = ">=3.13"\n\n[[package]]\nname = "churn"\nversion = "0.1.0"\nsource = { virtual = "." }\ndependencies = [{ name = "fastapi" }, { name = "uvicorn" }]\n\n[[package]]\nname = "fastapi"\nversion = "0.115.6"\nsource = { registry = "https://pypi.org/simple" }\n\n[[package]]\nname = "uvicorn"\nversion = "0.34.0"\nsource = { registry = "https://pypi.org/simple" }\n',
      'main.py': 'from fastapi import FastAPI\n\napp = FastAPI()\n',
    },
    command: ['uvicorn', 'main:app', '--host', '0.0.0.0', '--port', '8000'],
    lines: [
      'FROM python:3.13-slim-bookworm',
      'RUN --mount=type=cache,target=/root/.cache/uv uv sync --locked --no-dev --no-install-project',
    ],
  },
  'uv with a package below src': {
    files: {
      'pyproject.toml':
        '[project]\nname = "churn"\nversion = "0.1.0"\nrequires-python = ">=3.11,<3.12"\ndependencies = ["fastapi>=0.115", "uvicorn>=0.34"]\n\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n',
      'uv.lock':
        'version = 1\nrequires-python = "==3.11.*"\n\n[[package]]\nname = "churn"\nversion = "0.1.0"\nsource = { editable = "." }\ndependencies = [{ name = "fastapi" }, { name = "uvicorn" }]\n\n[[package]]\nname = "fastapi"\nversion = "0.115.6"\nsource = { registry = "https://pypi.org/simple" }\n\n[[package]]\nname = "uvicorn"\nversion = "0.34.0"\nsource = { registry = "https://pypi.org/simple" }\n',
      'src/churn/__init__.py': '',
      'src/churn/api.py':
        'from fastapi import FastAPI\n\nfrom churn.model import load\n\napp = FastAPI()\nload()\n',
      'src/churn/model.py': 'def load():\n    return None\n',
    },
    command: ['uvicorn', 'churn.api:app', '--host', '0.0.0.0', '--port', '8000'],
    lines: ['FROM python:3.11-slim-bookworm'],
  },
  Poetry: {
    files: {
      'pyproject.toml':
        '[tool.poetry]\nname = "churn"\nversion = "0.1.0"\n\n[tool.poetry.dependencies]\npython = "^3.11"\nfastapi = "^0.115"\nuvicorn = "^0.34"\n\n[build-system]\nrequires = ["poetry-core"]\nbuild-backend = "poetry.core.masonry.api"\n',
      'poetry.lock':
        '[[package]]\nname = "fastapi"\nversion = "0.115.6"\n\n[[package]]\nname = "uvicorn"\nversion = "0.34.0"\n',
      'churn/__init__.py': '',
      'churn/app.py':
        'from fastapi import FastAPI\n\nfrom .model import load\n\napp = FastAPI()\nload()\n',
      'churn/model.py': 'def load():\n    return None\n',
    },
    command: ['uvicorn', 'churn.app:app', '--host', '0.0.0.0', '--port', '8000'],
  },
  'a pyproject.toml of setuptools': {
    files: {
      'pyproject.toml':
        '[project]\nname = "churn"\nversion = "0.1.0"\ndependencies = ["httpx==0.28.1"]\n\n[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n',
      'churn/__init__.py': '',
      'churn/__main__.py': 'import httpx\n\nprint(httpx.get("https://example.com"))\n',
    },
    command: ['python', '-m', 'churn'],
  },
  PyTorch: {
    files: {
      'requirements.txt': 'torch==2.5.1\nfastapi[standard]==0.115.6\n',
      'serve.py':
        'import torch\nimport uvicorn\nfrom fastapi import FastAPI\n\napp = FastAPI()\nmodel = torch.load("model.pt")\n\nif __name__ == "__main__":\n    uvicorn.run("serve:app", host="127.0.0.1", port=9000)\n',
      'model.pt': '',
    },
    command: ['uvicorn', 'serve:app', '--host', '0.0.0.0', '--port', '9000'],
  },
  'OpenCV, which needs libraries': {
    files: {
      'requirements.txt':
        'opencv-python==4.10.0.84\nfastapi==0.115.6\nuvicorn==0.34.0\npython-multipart==0.0.20\n',
      'main.py':
        'import cv2\nfrom fastapi import FastAPI, UploadFile\n\napp = FastAPI()\n\n\n@app.post("/detect")\nasync def detect(file: UploadFile):\n    return cv2.imdecode(await file.read(), 1).shape\n',
    },
    command: ['uvicorn', 'main:app', '--host', '0.0.0.0', '--port', '8000'],
    lines: ['    && apt-get install -y --no-install-recommends libgl1 libglib2.0-0 \\'],
  },
  'old pins': {
    files: {
      'requirements.txt': 'numpy==1.24.4\nscikit-learn==1.2.2\nflask==2.2.5\ngunicorn==20.1.0\n',
      'app.py':
        'import numpy\nimport sklearn\nfrom flask import Flask\n\napp = Flask(__name__)\nprint(numpy, sklearn)\n',
    },
    command: ['gunicorn', '--bind', '0.0.0.0:8000', 'app:app'],
    lines: [
      '# Python 3.11: numpy 1.24.4 is not made for Python 3.12.',
      'FROM python:3.11-slim-bookworm',
    ],
  },
  'a project below the root': {
    files: {
      'backend/requirements.txt': 'fastapi==0.115.6\nuvicorn==0.34.0\n',
      'backend/app/main.py':
        'from fastapi import FastAPI\n\nfrom app.model import load\n\napp = FastAPI()\nload()\n',
      'backend/app/model.py': 'def load():\n    return None\n',
      'frontend/package.json': '{}\n',
    },
    folder: 'backend',
    command: ['uvicorn', 'app.main:app', '--host', '0.0.0.0', '--port', '8000'],
  },
  'code below src that is not installed': {
    files: {
      'requirements.txt': 'flask==3.1.0\ngunicorn==23.0.0\n',
      'src/app.py':
        'from flask import Flask\n\nfrom model import load\n\napp = Flask(__name__)\nload()\n',
      'src/model.py': 'def load():\n    return None\n',
    },
    command: ['gunicorn', '--bind', '0.0.0.0:8000', 'app:app'],
  },
  'requirements that include others, and psycopg2': {
    files: {
      'requirements/base.txt': 'fastapi==0.115.6\nuvicorn==0.34.0\npsycopg2==2.9.10\n',
      'requirements/prod.txt': '-r base.txt\n',
      'main.py':
        'import psycopg2\nfrom fastapi import FastAPI\n\napp = FastAPI()\nprint(psycopg2)\n',
    },
    command: ['uvicorn', 'main:app', '--host', '0.0.0.0', '--port', '8000'],
    lines: ['COPY requirements/prod.txt requirements/base.txt ./requirements/'],
  },
};
