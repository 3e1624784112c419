import { BadParameter, Conflict } from '../../errors.ts';
import type { Context } from './context.ts';
import { checkName } from './names.ts';

/** The `rename` verb. Throws BadParameter for a bad name, Conflict for a taken one. */
export async function rename(context: Context, name: string, newName: string): Promise<void> {
  const container = context.registry.find(name);
  if (newName === '') throw new BadParameter('the new name of a container may not be empty');
  const wanted = checkName(newName);
  await container.exclusively(() => {
    const { record } = container;
    if (record.state === 'removing') {
      throw new Conflict(`container ${record.id} is being removed and cannot be renamed`);
    }
    const oldName = record.name;
    context.registry.promise(wanted, record.id);
    try {
      context.table.saveDefinition({ ...record, name: wanted });
    } catch (error) {
      context.registry.release(wanted);
      throw error;
    }
    context.registry.rename(container, wanted);
    context.emit({ action: 'rename', record, attributes: { oldName } });
  });
}
