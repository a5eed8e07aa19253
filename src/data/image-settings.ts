import { type ImageRef, imageName } from '../text/image.ts';

/** The settings of an image that its Dockerfile has: variables and the working directory. */
export interface ImageSettings {
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
}

const lambda: ImageSettings = { env: { LAMBDA_TASK_ROOT: '/var/task' }, workdir: '/var/task' };

/** What the images of AWS Lambda set (https://github.com/aws/aws-lambda-base-images, read 2026-11); undefined for other images. */
export const settingsOfImage = (image: ImageRef): ImageSettings | undefined =>
  /^public\.ecr\.aws\/lambda\/[a-z]+$/.test(imageName(image)) ? lambda : undefined;
