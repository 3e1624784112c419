import { BadParameter } from '../../errors.ts';

/** What the options of the local driver come to. */
export interface LocalOptions {
  /** What to mount on the content's folder for as long as a container uses the volume; absent for a plain folder. */
  mount?: { type: string; device: string; options: string[] };
  uid?: number;
  gid?: number;
  /** `o=nocopy`: never filled from an image. */
  noCopy: boolean;
}

const known = ['type', 'device', 'o'];
/** The only file system whose size the mount itself can bound. */
const sizedType = 'tmpfs';

/**
 * Reads the options of the local driver: `type` and `device` as mount(8) takes them, and `o`, its
 * comma-separated options, with `uid` and `gid` for the folder's owner.
 *
 * @throws BadParameter for an option that there is not, or a bound that cannot be kept
 */
export function parseLocalOptions(options: Readonly<Record<string, string>>): LocalOptions {
  for (const name of Object.keys(options)) {
    if (!known.includes(name.toLowerCase()))
      throw new BadParameter(`invalid mount option ${name} for driver 'local': invalid argument`, {
        rootCause: 'invalid argument',
      });
  }
  const { type = '', device = '', o = '' } = options;
  const words = o.split(',').filter((word) => word !== '');
  const value = (name: string) =>
    words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);
  const [uid, gid] = [ownerId('uid', value('uid')), ownerId('gid', value('gid'))];
  if ((value('size') ?? value('inodes')) !== undefined && type !== sizedType)
    throw new BadParameter(
      'volume options size and inodes not supported: the file system has no project quota',
    );

  const isMount = type !== '' || device !== '';
  // Of a plain folder these are the owner; a file system that is mounted has to bear them itself.
  const forFolder = /^(uid|gid)=|^(no)?copy$/;
  const rest = words.filter((word) =>
    isMount ? !/^(no)?copy$/.test(word) : !forFolder.test(word),
  );
  if (!isMount && rest.length > 0)
    throw new BadParameter(
      `invalid mount option ${rest[0]} for driver 'local': there is no type or device to mount`,
    );
  return {
    noCopy: words.includes('nocopy'),
    ...(isMount ? { mount: { type: type || 'none', device: device || type, options: rest } } : {}),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  };
}

function ownerId(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,10}$/.test(text) || Number(text) >= 2 ** 32 - 1)
    throw new BadParameter(`invalid ${name} ${JSON.stringify(text)} for driver 'local'`);
  return Number(text);
}
