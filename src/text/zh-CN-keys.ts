/** The keys of an installation: what the commands do, and what they say. */
export const zhKeys = {
  command: {
    keys: '密钥：查看、更换（只列编号，从不显示密钥）',
    list: '列出密钥编号、生成时间和启用时间',
    rotate: '增加一把新密钥；旧密钥仍能解开已加密的内容',
    new: '生成一个密钥文件，供多台机器共用',
    reseal: '把台账中用旧密钥加密的个人数据改用新密钥',
  },
  option: {
    in: '多久以后启用，如 30m、2h；多机共用时留出分发的时间',
    file: '要生成的文件，不得已存在',
  },
  column: { id: '编号', created: '生成', from: '启用', use: '用途' },
  use: { seals: '加密', waits: '待启用', opens: '只解密' },
  place: (file: string) => `密钥文件：${file}`,
  fromEnvironment: '密钥由环境变量 KAOWU_KEYS 给出，请在其来源处更换',
  rotated: (id: string, from: string) => `已增加密钥 ${id}，${from} 起用于加密`,
  made: (file: string) => `已生成 ${file}（仅本人可读）。请另存一份：丢失后加密内容无法恢复`,
  there: (file: string) => `${file} 已存在，不会覆盖`,
  resealed: (count: number, kept: number) => `改用新密钥 ${count} 条，原已是新密钥 ${kept} 条`,
  broken: (about: string) => `解不开，原样保留：${about}`,
};
