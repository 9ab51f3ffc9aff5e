/** CPU time of this process in milliseconds: what a piece of work costs, however busy the machine is beside it. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}
