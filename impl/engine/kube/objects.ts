import { dictionary, flag, integer, integerOrText, list, object, text } from './shape.ts';
import type { Read } from './shape.ts';

/**
 * The objects of Kubernetes' API, as far as Podman plays or generates them; the member names and
 * their meaning are those of https://kubernetes.io/docs/reference/kubernetes-api/.
 */
const metadata = object({
  name: text,
  labels: dictionary(text),
  annotations: dictionary(text),
  creationTimestamp: text,
});

const keySelector = object({ name: text, key: text, optional: flag });
const reference = object({ name: text, optional: flag });

const environmentVariable = object({
  name: text,
  value: text,
  valueFrom: object({
    configMapKeyRef: keySelector,
    secretKeyRef: keySelector,
    fieldRef: object({ fieldPath: text }),
    resourceFieldRef: object({ containerName: text, resource: text, divisor: text }),
  }),
});

const probe = object({
  exec: object({ command: list(text) }),
  httpGet: object({
    scheme: text,
    host: text,
    port: integerOrText,
    path: text,
    httpHeaders: list(object({ name: text, value: text })),
  }),
  tcpSocket: object({ host: text, port: integerOrText }),
  initialDelaySeconds: integer,
  periodSeconds: integer,
  timeoutSeconds: integer,
  failureThreshold: integer,
  successThreshold: integer,
});

const selinux = object({ user: text, role: text, type: text, level: text });
const seccomp = object({ type: text, localhostProfile: text });

const securityContext = object({
  privileged: flag,
  readOnlyRootFilesystem: flag,
  allowPrivilegeEscalation: flag,
  runAsUser: integer,
  runAsGroup: integer,
  runAsNonRoot: flag,
  capabilities: object({ add: list(text), drop: list(text) }),
  seLinuxOptions: selinux,
  seccompProfile: seccomp,
  procMount: text,
});

const container = object({
  name: text,
  image: text,
  imagePullPolicy: text,
  command: list(text),
  args: list(text),
  workingDir: text,
  env: list(environmentVariable),
  envFrom: list(object({ prefix: text, configMapRef: reference, secretRef: reference })),
  ports: list(
    object({
      name: text,
      containerPort: integer,
      hostPort: integer,
      hostIP: text,
      protocol: text,
    }),
  ),
  resources: object({ limits: dictionary(text), requests: dictionary(text) }),
  volumeMounts: list(
    object({
      name: text,
      mountPath: text,
      subPath: text,
      readOnly: flag,
      mountPropagation: text,
    }),
  ),
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  lifecycle: dictionary((value) => value),
  securityContext,
  stdin: flag,
  tty: flag,
});

const items = list(object({ key: text, path: text, mode: integer }));

const volume = object({
  name: text,
  hostPath: object({ path: text, type: text }),
  emptyDir: object({ medium: text, sizeLimit: text }),
  persistentVolumeClaim: object({ claimName: text, readOnly: flag }),
  configMap: object({ name: text, items, defaultMode: integer, optional: flag }),
  secret: object({ secretName: text, items, defaultMode: integer, optional: flag }),
  image: object({ reference: text, pullPolicy: text }),
});

const podSpec = object({
  hostname: text,
  hostNetwork: flag,
  hostPID: flag,
  hostIPC: flag,
  hostUsers: flag,
  shareProcessNamespace: flag,
  restartPolicy: text,
  terminationGracePeriodSeconds: integer,
  enableServiceLinks: flag,
  automountServiceAccountToken: flag,
  initContainers: list(container),
  containers: list(container),
  volumes: list(volume),
  hostAliases: list(object({ ip: text, hostnames: list(text) })),
  dnsConfig: object({
    nameservers: list(text),
    searches: list(text),
    options: list(object({ name: text, value: text })),
  }),
  securityContext: object({
    runAsUser: integer,
    runAsGroup: integer,
    supplementalGroups: list(integer),
    seLinuxOptions: selinux,
    seccompProfile: seccomp,
    sysctls: list(object({ name: text, value: text })),
  }),
});

const podTemplate = object({ metadata, spec: podSpec });

/** How each kind that Podman plays is read. */
export const KINDS = {
  Pod: object({ apiVersion: text, kind: text, metadata, spec: podSpec }),
  Deployment: object({ metadata, spec: object({ replicas: integer, template: podTemplate }) }),
  DaemonSet: object({ metadata, spec: object({ template: podTemplate }) }),
  Job: object({ metadata, spec: object({ template: podTemplate }) }),
  PersistentVolumeClaim: object({ metadata }),
  ConfigMap: object({
    metadata,
    data: dictionary(text),
    binaryData: dictionary(text),
    immutable: flag,
  }),
  Secret: object({
    metadata,
    type: text,
    data: dictionary(text),
    stringData: dictionary(text),
    immutable: flag,
  }),
};

export type Kind = keyof typeof KINDS;
export type KubeObject<K extends Kind> = Read<(typeof KINDS)[K]>;

export type KubeMetadata = Read<typeof metadata>;
export type KubePod = KubeObject<'Pod'>;
export type KubePodTemplate = Read<typeof podTemplate>;
export type KubePodSpec = Read<typeof podSpec>;
export type KubeContainer = Read<typeof container>;
export type KubeVolume = Read<typeof volume>;
export type KubeProbe = Read<typeof probe>;
export type KubeVariable = Read<typeof environmentVariable>;
export type KubeConfigMap = KubeObject<'ConfigMap'>;
export type KubeSecret = KubeObject<'Secret'>;
export type KubeClaim = KubeObject<'PersistentVolumeClaim'>;
