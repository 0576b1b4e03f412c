using System.Diagnostics;

namespace Infra.NixHost.Testing.Tests;

/// <summary>Prints what a user's tests of ten guests cost.</summary>
[Category("Benchmark")]
internal sealed class PlanBenchmark
{
    private const int Guests = 10;

    [Test]
    public async Task Two_hundred_assertions_over_ten_guests()
    {
        using var program = new ProgramDirectory();
        var clock = Stopwatch.StartNew();
        var plan = await NixHostTest.PreviewAsync(
            new NixHostTestOptions { Directory = program.Path },
            Build
        );
        var preview = clock.Elapsed;
        var count = 0;
        for (var i = 0; i < Guests; i++)
        {
            var guest = plan.Guests[$"g{i}"];
            count += AssertAll(i, guest);
        }

        TestContext.Out.WriteLine(
            $"first preview of {Guests} guests {preview.TotalMilliseconds:F0} ms, {count} assertions on it {(clock.Elapsed - preview).TotalMilliseconds:F0} ms"
        );
        clock.Restart();
        for (var run = 0; run < 10; run++)
        {
            await NixHostTest.PreviewAsync(
                new NixHostTestOptions { Directory = program.Path },
                Build
            );
        }

        TestContext.Out.WriteLine(
            $"each further preview {clock.Elapsed.TotalMilliseconds / 10:F0} ms"
        );
        Assert.That(count, Is.EqualTo(200));
    }

    private static int AssertAll(int number, PlannedGuest guest)
    {
        var count = 0;
        void Is<T>(T actual, T expected)
        {
            count++;
            Assert.That(actual, NUnit.Framework.Is.EqualTo(expected));
        }

        var (definition, os) = (guest.Definition, guest.Definition.Disks[0]);
        var (config, card) = (guest.Definition.Disks[1], guest.Definition.Networks[0]);
        Is(guest.Operation, PlannedOperation.Create);
        Is(guest.Impact, Impact.None);
        Is(guest.Type, "NixGuest");
        Is(definition.Name, $"g{number}");
        Is(definition.Memory, 1L << 30);
        Is(definition.MaxMemory, 1L << 30);
        Is(definition.Cpus, 2);
        Is(definition.MaxCpus, 2);
        Is(definition.Machine, "q35");
        Is(definition.IsKvm, false);
        Is(definition.Disks.Count, 2);
        Is(
            os.Path.StartsWith($"/var/lib/libvirt/images/g{number}-os-", StringComparison.Ordinal),
            true
        );
        Is(os.Bus, "virtio");
        Is(os.Format, "qcow2");
        Is(os.IsReadOnly, false);
        Is(config.IsReadOnly, true);
        Is(definition.Networks.Count, 1);
        Is(card.Network, "lan");
        Is(card.Model, "virtio");
        Is(guest.Outputs["state"], (object?)"running");
        return count;
    }

    private static void Build()
    {
        var image = new NixImage("image", new() { Expression = "guest" });
        var lan = new BridgeNetwork("lan", new() { Bridge = "br0" });
        for (var i = 0; i < Guests; i++)
        {
            var os = new OverlayDisk($"g{i}-os", new() { Image = image, Size = "1GiB" });
            var config = new ConfigDisk($"g{i}-config", new() { Files = { ["name"] = $"g{i}" } });
            _ = new NixGuest(
                $"g{i}",
                new()
                {
                    Memory = "1GiB",
                    Cpus = 2,
                    Disks = { os, config },
                    Networks = { lan },
                    Address = new GuestAddressArgs { Address = $"192.168.1.{i + 10}/24" },
                }
            );
        }
    }
}
