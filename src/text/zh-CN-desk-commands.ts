/** Desks, cards, links and records at the command line. */
export const zhDeskCommands = {
  command: {
    link: '联络员一次性链接',
    linkIssue: '给一人生成链接',
    linkList: '列出已发的链接',
    linkRevoke: '撤销链接',
    desk: '现场席位',
    deskRegister: '生成席位登记链接',
    deskList: '列出席位',
    deskRevoke: '撤销席位',
    deskPin: '给持卡人发放初始 PIN（发卡人除外）',
    code: '按电话报码查事项',
    oral: '列出待本人确认的代录',
  },
  option: {
    unit: '单位路径，如 lanxi/site-3',
    duties: '事项编号',
    person: '人员编号',
    days: '有效天数',
    contacts: '用于填报联络名单',
    id: '编号',
    name: '席位名称',
    code: '电话报码，如 4K7-2MQX',
  },
};
