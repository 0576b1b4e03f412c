# A guest whose configuration reaches into the tree beside it.
{
  imports = [ ../../common ];
  environment.etc."motd".text = "rose";
}
