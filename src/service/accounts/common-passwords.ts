/**
 * Words that most guessed passwords are made of – the heads of the lists that attackers begin with, and what an
 * examination office would take. A password that is one of them with figures and signs around it is refused.
 */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  `password passwort passw0rd pass passwd passcode passphrase letmein welcome welcometo login logon signin
  admin administrator administrators adminadmin root superuser super supervisor system sysadmin operator user
  username guest test testing tester demo sample default changeme changeit change secret secrets private
  master monkey dragon shadow sunshine princess football baseball basketball superman batman trustno trustnoone
  iloveyou iloveu loveyou love lovely mylove forever hello helloworld hellohello freedom whatever michael jordan
  jennifer jessica charlie daniel ashley computer internet samsung google microsoft windows apple iphone android
  qwerty qwertyui qwertyuiop qwertyqwerty qwert qazwsx qazwsxedc qazwsxedcrfv zaqwsx zxcvbn zxcvbnm asdf asdfgh
  asdfghjkl asdfasdf asdfjkl poiuytrewq lkjhgfdsa mnbvcxz qweasd qweasdzxc qwe qwer asd zxc zxcv abc abcd abcde
  abcdef abcdefg abcdefgh abcdefghijkl abcabc aaa xxx correcthorsebatterystaple correcthorse starwars pokemon
  naruto killer hunter ranger thomas robert matrix mustang access secure security server network database oracle
  mysql postgres temporal company office manager enterprise business money summer winter spring autumn january
  february march april june july august september october november december monday tuesday wednesday thursday
  friday saturday sunday china chinese beijing shanghai guangzhou shenzhen woaini woainima woaiwojia woaizhongguo
  wodemima wodeshijie mima mimamima meiyoumima nihao nihaoma nihaonihao woshishui woshini woaibaobei baobei
  laopo laogong mama baba mamababa zhongguo zhonghua zhonghuarenmin renmin gongchandang wangyi taobao alipay
  weixin wechat tencent qqqq huawei xiaomi laoshi teacher teachers student students school xuexiao xuesheng
  jiaoyu jiaoyuju education kaoshi kaowu zhongkao gaokao kaosheng zhaosheng zhaoban zhaokao kaoshiyuan exam
  exams examination examinations jiankao bangongshi lingdao juzhang xiaozhang guanliyuan xitong houtai`.split(
    /\s+/,
  ),
);
