import type { SecurityConfig } from '../../container-config.ts';
import { BadParameter } from '../../errors.ts';

/**
 * Adds one of the security options that both engines' clients write: `name=value`, or the older
 * `name:value`; some stand alone. Throws BadParameter.
 */
export function applySecurityOption(security: SecurityConfig, option: string): void {
  const [, name = '', value] = /^([^=:]+)(?:[=:]([^]*))?$/.exec(option) ?? [];
  switch (name) {
    case 'no-new-privileges':
      security.noNewPrivileges = value === undefined || value === 'true';
      return;
    case 'seccomp':
      security.seccompProfile = value ?? '';
      return;
    case 'apparmor':
      security.apparmorProfile = value ?? '';
      return;
    case 'label':
      security.selinuxOptions.push(value ?? '');
      return;
    case 'systempaths':
      if (value === 'unconfined') security.unmask.push('ALL');
      return;
    case 'mask':
      security.mask.push(...(value ?? '').split(':'));
      return;
    case 'unmask':
      security.unmask.push(...(value ?? '').split(':'));
      return;
    case 'proc-opts':
      security.procOptions.push(...(value ?? '').split(','));
      return;
    default:
      throw new BadParameter(`invalid --security-opt 2: "${option}"`);
  }
}
