// Files in which tools keep credentials, from the tools' own documentation (2026-11).
const names =
  /^(?:\.env(?:\.?\*|\.(?:local|prod|production|staging|live|secret|secrets))?|(?:prod|production|secrets?)\.env|id_(?:rsa|dsa|ecdsa|ed25519)|\.netrc|_netrc|\.pypirc|\.pgpass|\.git-credentials|\.dockercfg|kaggle\.json|credentials\.json|client_secrets?[\w.-]*\.json|(?:gcp|gcloud|google|firebase)[-_](?:key|credentials?|service[-_]?account)[\w-]*\.json|[\w-]*service[-_]?account[\w-]*\.json|kubeconfig|[\w.-]*\.(?:p12|pfx))$/i;

// A certificate is often a .pem too; the name tells.
const privateKeys =
  /^(?:.*[-_.])?(?:priv(?:ate)?|privkey|server|tls|ssl|client|ssh|deploy|jwt)[-_.]?(?:key|rsa)?\.key$|^(?:.*[-_.])?(?:privkey|private|key|privatekey)\.pem$/i;

const paths =
  /(?:^|\/)(?:\.aws(?:\/credentials)?|\.ssh|\.kube(?:\/config)?|\.docker\/config\.json|\.huggingface(?:\/token)?|\.cache\/huggingface\/token|\.streamlit\/secrets\.toml|\.config\/gcloud(?:\/application_default_credentials\.json)?|\.azure)\/?$/;

const examples =
  /(?:^|[/._-])(?:tests?|testing|testdata|fixtures?|examples?|samples?|templates?|demo|mock|fake|dummy|dist|pub|public)(?:[/._-]|$)/i;

// A part of each of the names above.
const hint =
  /env|id_|rc|credential|secret|key|kaggle|account|kube|p12|pfx|pem|aws|ssh|docker|hugging|streamlit|gcloud|azure|dockercfg|pgpass/i;

/** Whether a path of the build context names a file or folder in which credentials are kept. */
export const isSecretFile = (path: string): boolean => {
  if (!hint.test(path)) return false;
  const name = path.slice(path.replace(/\/$/, '').lastIndexOf('/') + 1).replace(/\/$/, '');
  return (names.test(name) || privateKeys.test(name) || paths.test(path)) && !examples.test(path);
};
