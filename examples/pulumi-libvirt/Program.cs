using Pulumi;
using PulumiLibvirt;

return await Deployment.RunAsync(GuestOnLibvirt.Create);
