/** What the engine took from here on, as Podman's builds tell it. */
export class Usage {
  readonly #begun = performance.now();
  readonly #before = process.resourceUsage();

  /** `0s(system) 0.012s(user) 1.4s(elapsed) 0B input 512B output`, with a line's end. */
  text(): string {
    const { systemCPUTime, userCPUTime, fsRead, fsWrite } = process.resourceUsage();
    const before = this.#before;
    const times = [
      `${seconds((systemCPUTime - before.systemCPUTime) / 1000)}(system)`,
      `${seconds((userCPUTime - before.userCPUTime) / 1000)}(user)`,
      `${seconds(performance.now() - this.#begun)}(elapsed)`,
    ];
    // The kernel counts blocks of 512 bytes (getrusage(2)).
    const input = (fsRead - before.fsRead) * 512;
    const output = (fsWrite - before.fsWrite) * 512;
    return `${times.join(' ')} ${input}B input ${output}B output\n`;
  }
}

function seconds(milliseconds: number): string {
  return `${Math.round(milliseconds) / 1000}s`;
}
