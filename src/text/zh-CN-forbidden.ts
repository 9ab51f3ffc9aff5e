/** What must not be written down in the service, and where it belongs instead. */
export const zhForbidden = {
  in: (field: string, what: string) => `“${field}”中含有${what}`,
  what: {
    paper: '试题或答案内容，涉密，不得录入',
    code: '密码或口令，不得录入；只报“已更换”“已分管”',
    route: '押运路线，涉密，不得录入',
    'id-number': '身份证号，不得录入；请用通讯录编号',
    'bank-card': '银行卡号，不得录入',
    mobile: '手机号码，不得录入；联系方式请登记到通讯录',
  },
  refused: '本条未受理，请删改后重报',
};
